import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../lib/server/db/open";
import { addManyTemplates } from "../../lib/server/services/templates/testing/many-templates";
import { startConsole } from "./programs";

/** A console whose copy holds so many templates that nobody had to read; it collects nothing. */
export async function startSeededConsole(endpoint: string, count: number) {
  const dataDir = mkdtempSync(join(tmpdir(), "imagekeeper-seeded-"));
  const { db, close } = await openDatabase({ kind: "sqlite", dataDir }, { deadlineMs: 300_000 });
  await addManyTemplates(db, "sqlite", count);
  const regions = await db.selectFrom("template").select("region_id").distinct().execute();
  const listed = {
    listed_at: "2026-01-31T08:00:00.000Z",
    template_count: Math.round(count / regions.length),
  };
  await db
    .insertInto("region")
    .values(regions.map(({ region_id }) => ({ region_id, ...listed })))
    .execute();
  await close();
  const console = await startConsole(endpoint, { DATA_DIR: dataDir, COLLECTOR: "off" });
  return {
    ...console,
    close: async () => {
      await console.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
