import "server-only";
import type { Kysely } from "kysely";
import type { DatabaseKind } from "./column-types";
import { createIndexes, createTables, type Indexes, type Tables } from "./create-tables";

const TABLES: Tables = {
  past_build: {
    columns: {
      region_id: "text",
      template_id: "text",
      build_id: "text",
      template_name: "text",
      status: "text",
      created_at: "text",
      modified_at: "text?",
      image_id: "text?",
      message: "text?",
      error_code: "text?",
      error_info: "text?",
      seen_at: "text",
    },
    key: ["region_id", "template_id", "build_id"],
  },
};

const FINISHED = "('SUCCESS', 'PARTITION_SUCCESS', 'FAILED', 'TEST_FAILED', 'CANCELLED')";

const INDEXES: Indexes = {
  build_unfinished: `build (created_at, build_id) where status not in ${FINISHED}`,
  build_finished: `build (created_at, build_id) where status in ${FINISHED}`,
  past_build_newest: "past_build (created_at, build_id)",
  past_build_template: "past_build (template_id, created_at)",
};

/** Builds outlive their template, and the list of all builds reads no more of them than it shows. */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await createTables(db, kind, TABLES);
  await createIndexes(db, INDEXES, {});
}
