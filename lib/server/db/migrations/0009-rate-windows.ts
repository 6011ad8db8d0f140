import "server-only";
import type { Kysely } from "kysely";
import type { DatabaseKind } from "./column-types";
import { createTables } from "./create-tables";

/** The minutes of each region and operation: what replicas share of the budget, and the plots of the last hour. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await createTables(db, kind, {
    rate_window: {
      columns: {
        region_id: "text",
        action: "text",
        minute: "int",
        rate: "int",
        given_collector: "int",
        given_user: "int",
        sent_collector: "int",
        sent_user: "int",
        throttled: "int",
        throttled_others: "int",
      },
      key: ["region_id", "action", "minute"],
    },
  });
}
