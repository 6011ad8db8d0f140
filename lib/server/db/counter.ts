import "server-only";
import type { Trx } from "../context";

/**
 * Takes `count` numbers (1 unless told) of the counter `name` and answers with the first of them; the first number
 * ever is 1. The counter's row stays locked until the transaction ends, so numbers have no gaps (a rollback gives
 * them back) and a greater number is always committed later. Take counters in one order everywhere:
 * `audit_event` before `change`. Throws `database-unavailable`.
 */
export async function nextNumber(trx: Trx, name: string, count = 1): Promise<number> {
  const { value } = await trx
    .insertInto("counter")
    .values({ name, value: count })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet((eb) => ({ value: eb("counter.value", "+", eb.ref("excluded.value")) })),
    )
    .returning("value")
    .executeTakeFirstOrThrow();
  return value - count + 1;
}
