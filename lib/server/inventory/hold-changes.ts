import "server-only";
import type { Trx } from "@/lib/server/context";

/**
 * Takes the lock under which our copy of the world is written, until the transaction ends; asking again is free.
 * Everything that writes a row of it calls this before its first look at that row, so looking and writing are one
 * step on PostgreSQL too. Order of locks: audit log, then this one, then rows.
 */
export async function holdChanges(trx: Trx): Promise<void> {
  await trx
    .insertInto("counter")
    .values({ name: "change", value: 0 })
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet((eb) => ({ value: eb.ref("counter.value") })),
    )
    .execute();
}
