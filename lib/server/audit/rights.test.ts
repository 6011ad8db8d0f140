import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Client } from "pg";
import { expect, it } from "vitest";
import { openDatabase } from "../db/open";
import { openReadOnly } from "../db/open-read-only";
import { onPostgres } from "../db/testing/databases";
import { writeCheckpoint } from "./checkpoint";
import { cutLog } from "./cut-log";
import { removeCut } from "./remove-cut";
import { appendSamples } from "./testing/events";
import { verifyDatabase } from "./verify-database";

const TABLES = ["audit_event", "audit_checkpoint", "audit_cut"];

onPostgres("a console whose role does not own the audit log", (open) => {
  it("appends, signs, cuts and verifies, but has no right to change or remove, triggers or not", async () => {
    const { db, testClock, options } = await open();
    if (options.kind !== "postgres") throw new Error("not PostgreSQL");
    const role = `app_${randomBytes(6).toString("hex")}`;
    const owner = new Client({ connectionString: options.url });
    await owner.connect();
    // As docs/audit.md says.
    await owner.query(`create role ${role} login`);
    await owner.query(`grant select, insert, update, delete on all tables in schema public to ${role}`);
    await owner.query(`revoke update, delete, truncate on ${TABLES.join(", ")} from ${role}`);
    const url = new URL(options.url);
    url.username = role;
    const app = await openDatabase({ kind: "postgres", url: url.href }, { deadlineMs: 60_000 });
    try {
      testClock.set("2026-01-01T00:00:00.000Z");
      await appendSamples(app.db, testClock, 6);
      testClock.set("2026-03-01T00:00:00.000Z");
      const key = generateKeyPairSync("ed25519")
        .privateKey.export({ type: "pkcs8", format: "pem" })
        .toString();
      await appendSamples(app.db, testClock, 0);
      await cutLog(app.db, testClock, { days: 10, signingKey: key });
      await writeCheckpoint(app.db, testClock, key);
      for (const table of TABLES) await owner.query(`alter table ${table} disable trigger user`);
      for (const table of TABLES) {
        for (const attack of [`update ${table} set at = 'x'`, `delete from ${table}`, `truncate ${table}`]) {
          const client = new Client({ connectionString: url.href });
          await client.connect();
          await expect(client.query(attack), attack).rejects.toThrow("permission denied");
          await client.end();
        }
      }
      for (const table of TABLES) await owner.query(`alter table ${table} enable trigger user`);
      expect(await removeCut(app.db, "2027-01-01T00:00:00.000Z")).toBeGreaterThan(0);
      const reading = openReadOnly({ kind: "postgres", url: url.href });
      expect((await verifyDatabase(reading.db)).kind).toBe("intact");
      await reading.close();
      expect((await verifyDatabase(db)).kind).toBe("intact");
    } finally {
      await app.close();
      await owner.query(`drop owned by ${role}`);
      await owner.query(`drop role ${role}`);
      await owner.end();
    }
  });
});
