import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { Client } from "pg";
import { isAppError } from "@/lib/domain/app-error";
import { openDatabase } from "@/lib/server/db/open";
import { TestClock } from "@/lib/server/db/testing/clocks";
import { deleteTemplate } from "@/lib/server/services/templates/delete";
import { reconcileDeletes } from "@/lib/server/services/templates/reconcile";
import { openConsole, type TestConsole } from "@/lib/server/services/testing/console";
import { type ProofDatabase, proofDatabases } from "./support/databases";
import { prove } from "./support/proof";
import { agrees, recordOf, templatesThere } from "./support/truth";

/** A place that can fail and heal while a console is open on it. */
type Place = {
  readonly what: string;
  readonly database: ProofDatabase;
  readonly fail: () => Promise<void>;
  readonly heal: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

type Row = {
  readonly what: string;
  readonly when: string;
  readonly told: string;
  readonly sends: number;
  readonly words: readonly string[];
  readonly wrong: string | null;
};

/** After which step the place fails; `before` is before the press. */
const WHEN = ["before", "4", "5", "6", "7"] as const;
const TMPFS_MB = 6;

/** A full disk, a disk that only reads, a database that is gone, a clock set back: while a delete is at each step. */
await prove("disk", async ({ option }) => {
  const databases = proofDatabases();
  const rounds = option("rounds", 3);
  const rows: Row[] = [];
  for (const open of [fullDisk, fullPages, onlyReads, () => databaseGone(databases)].slice(
    option("from", 0),
  )) {
    const place = await open();
    const console = await openConsole(place.database, place.database.testClock);
    for (let round = 0; round < rounds; round += 1)
      for (const when of WHEN) rows.push(await failAt(place, console, when, rows.length));
    await console.close();
    await place.remove();
  }
  for (const kind of ["sqlite", "postgres"] as const) {
    const database = await databases.open(kind, { deadlineMs: 60_000 });
    const console = await openConsole(database, database.testClock);
    for (let round = 0; round < rounds; round += 1)
      for (const when of WHEN) rows.push(await setBackAt(database, console, kind, when, rows.length));
    await console.close();
    await database.remove();
  }
  await databases.stop();
  for (const row of rows.filter(({ wrong }) => wrong !== null)) console.log(JSON.stringify(row));
  const kinds = [...new Set(rows.map(({ what }) => what))];
  return {
    claims: kinds.map((what) => {
      const own = rows.filter((row) => row.what === what);
      return {
        what: `${what}: nothing deleted unrecorded, the user is told, it heals without a restart`,
        tries: own.length,
        failed: own.filter(({ wrong }) => wrong !== null).length,
        note: [...new Set(own.map(({ told }) => told))].join("; "),
      };
    }),
    raw: { rows },
  };
});

async function failAt(
  place: Place,
  console: TestConsole,
  when: (typeof WHEN)[number],
  number: number,
): Promise<Row> {
  const { db, testClock } = place.database;
  testClock.set(new Date().toISOString());
  const name = `disk-${number}`;
  const { regionId, templateId } = await console.addTemplate(name, "SUCCESS");
  const sentBefore = await console.calls("DeleteImagePipeline");
  if (when === "before") await place.fail();
  const told = await press(console, { regionId, templateId, confirmName: name }, async (step) => {
    if (step === when) await place.fail();
  });
  const sends = (await console.calls("DeleteImagePipeline")) - sentBefore;
  const exists = (await templatesThere(console)).has(templateId);
  await place.heal();
  const kept = await recordOf(db, templateId);
  const unrecorded = sends > 0 && kept.intents !== 1;
  for (const seconds of [13, 46, 17 * 60, 31]) {
    testClock.advance(seconds);
    await reconcileDeletes(console.system());
  }
  const healed = await recordOf(db, templateId);
  testClock.set(new Date().toISOString());
  // What could not be done is done now, by the same open console.
  const again = exists ? await press(console, { regionId, templateId, confirmName: name }) : "deleted";
  const record = await recordOf(db, templateId);
  const isThere = (await templatesThere(console)).has(templateId);
  const wrong =
    (unrecorded && "a delete was sent that is not recorded") ||
    (told === "unexpected" && "the user was told nothing of use") ||
    (told === "deleted" && exists && "told deleted, and it is there") ||
    (healed.intents > 0 && !agrees(healed, exists) && `after it: ${healed.words.join(", ")}`) ||
    (healed.locked && "a lock is left") ||
    (again !== "deleted" && `not healed: ${again}`) ||
    (!agrees(record, isThere) && `in the end: ${record.words.join(", ")}`) ||
    null;
  return { what: place.what, when, told, sends, words: record.words, wrong };
}

/** The database's clock goes back an hour after a step, and comes back to the right time an hour later. */
async function setBackAt(
  { db, testClock }: ProofDatabase,
  console: TestConsole,
  kind: string,
  when: (typeof WHEN)[number],
  number: number,
): Promise<Row> {
  testClock.set(new Date().toISOString());
  const name = `clock-${number}`;
  const { regionId, templateId } = await console.addTemplate(name, "SUCCESS");
  const sentBefore = await console.calls("DeleteImagePipeline");
  const fault = number % 2 === 0 ? "reset" : "reset-after-effect";
  await console.control("POST", "faults", { action: "DeleteImagePipeline", kind: fault, times: 1 });
  const told = await press(console, { regionId, templateId, confirmName: name }, async (step) => {
    if (step === when) testClock.advance(-3600);
  });
  const sends = (await console.calls("DeleteImagePipeline")) - sentBefore;
  await console.control("DELETE", "faults");
  const exists = (await templatesThere(console)).has(templateId);
  for (const seconds of [13, 46, 3600, 17 * 60, 31]) {
    testClock.advance(seconds);
    await reconcileDeletes(console.system());
  }
  const record = await recordOf(db, templateId);
  const wrong =
    (sends > 1 && "sent twice") ||
    (sends > 0 && record.intents !== 1 && "a delete was sent that is not recorded") ||
    (told === "unexpected" && "the user was told nothing of use") ||
    (!agrees(record, exists) && `in the end: ${record.words.join(", ")}`) ||
    (record.locked && "a lock is left") ||
    null;
  return { what: `clock set back an hour (${kind})`, when, told, sends, words: record.words, wrong };
}

async function press(
  { as }: TestConsole,
  input: { regionId: string; templateId: string; confirmName: string },
  afterStep: (step: string) => Promise<void> = async () => undefined,
): Promise<string> {
  try {
    const result = await deleteTemplate(as("operator", { afterStep }), input);
    if (result.kind === "deleted") return result.recordPending ? "deleted, the record is pending" : "deleted";
    return "error" in result ? `${result.kind} ${result.error.code}` : result.kind;
  } catch (error) {
    if (isAppError(error)) return `refused ${error.code}`;
    console.error(error);
    return "unexpected";
  }
}

/** SQLite on a small file system of its own, filled to the last byte. Needs the right to mount one. */
async function fullDisk(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "imagekeeper-full-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${TMPFS_MB}m`, "tmpfs", folder]);
  const options = { kind: "sqlite", dataDir: join(folder, "data") } as const;
  const handle = await openDatabase(options, { deadlineMs: 60_000 });
  const ballast = join(folder, "ballast");
  return {
    what: "full disk (SQLite, a small file system)",
    database: { ...handle, options, testClock: new TestClock() },
    fail: async () => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize), 1));
    },
    heal: async () => rmSync(ballast, { force: true }),
    remove: async () => {
      await handle.close();
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** SQLite that may not grow by a page, as on a quota. */
async function fullPages(): Promise<Place> {
  return await pragmas("no page left (SQLite)", "max_page_count = 1", "max_page_count = 1073741823");
}

/** SQLite that refuses every write. */
async function onlyReads(): Promise<Place> {
  return await pragmas("read-only (SQLite)", "query_only = on", "query_only = off");
}

async function pragmas(what: string, fail: string, heal: string): Promise<Place> {
  const options = { kind: "sqlite", dataDir: mkdtempSync(join(tmpdir(), "imagekeeper-disk-")) } as const;
  const handle = await openDatabase(options, { deadlineMs: 60_000 });
  // In a transaction, so that the thread that writes hears it.
  const say = async (pragma: string) => {
    await handle.db.connection().execute(async (db) => void (await sql.raw(`pragma ${pragma}`).execute(db)));
  };
  return {
    what,
    database: { ...handle, options, testClock: new TestClock() },
    fail: () => say(fail),
    heal: () => say(heal),
    remove: async () => {
      await handle.close();
      rmSync(options.dataDir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL that cuts every connection and lets nobody in. */
async function databaseGone(databases: ReturnType<typeof proofDatabases>): Promise<Place> {
  const database = await databases.open("postgres", { deadlineMs: 5_000 });
  if (database.options.kind !== "postgres") throw new Error("needs PostgreSQL");
  const url = new URL(database.options.url);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const admin = async (...queries: string[]) => {
    const client = new Client({ connectionString: url.href });
    await client.connect();
    for (const query of queries) await client.query(query);
    await client.end();
  };
  return {
    what: "database gone (PostgreSQL)",
    database,
    fail: () =>
      admin(
        `alter database ${name} with allow_connections false`,
        `select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${name}'`,
      ),
    heal: () => admin(`alter database ${name} with allow_connections true`),
    remove: () => database.remove(),
  };
}
