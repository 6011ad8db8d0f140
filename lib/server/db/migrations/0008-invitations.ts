import "server-only";
import type { Kysely } from "kysely";
import type { DatabaseKind } from "./column-types";
import { createTables } from "./create-tables";

/** Invitations of members; of the link's token only its hash is kept. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await createTables(db, kind, {
    invitation: {
      columns: {
        token_hash: "text",
        email: "text",
        role: "text",
        invited_by: "text",
        invited_at: "text",
        expires_at: "text",
        used_at: "text?",
      },
      key: ["token_hash"],
    },
  });
}
