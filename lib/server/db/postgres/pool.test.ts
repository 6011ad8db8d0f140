import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { isAppError } from "@/lib/domain/app-error";
import { openDatabase } from "../open";
import { onPostgres, type TestDatabase } from "../testing/databases";
import { manualTimers } from "../testing/manual-timers";

const isUnavailable = (error: unknown) => isAppError(error, "database-unavailable");
const put = (name: string) => ({ name, value: "" });

async function outsider(database: TestDatabase): Promise<Client> {
  if (database.options.kind !== "postgres") throw new Error("not PostgreSQL");
  const client = new Client({ connectionString: database.options.url });
  await client.connect();
  return client;
}

/** Waits until the server itself says that a session waits for a lock. */
async function untilBlocked(client: Client): Promise<void> {
  // Of pg_locks: pg_stat_activity shows one snapshot for as long as a transaction lasts.
  const waiting = `select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where not granted and datname = current_database()`;
  for (let found = 0; found === 0; ) found = (await client.query(waiting)).rowCount ?? 0;
}

onPostgres("the deadline", (open) => {
  it("ends a statement that waits for another session's lock, and later calls work", async () => {
    const { timers, fire } = manualTimers();
    const database = await open({ timers });
    const { db } = database;
    const other = await outsider(database);
    await other.query("begin");
    await other.query("lock table setting in access exclusive mode");
    const blocked = db.transaction().execute(async (trx) => {
      await trx.insertInto("setting").values(put("never")).execute();
    });
    const refused = blocked.then(() => "committed", isUnavailable);
    await untilBlocked(other);
    fire();
    expect(await refused).toBe(true);
    await other.query("rollback");
    await other.end();
    await db.insertInto("setting").values(put("later")).execute();
    expect(await db.selectFrom("setting").select("name").execute()).toEqual([{ name: "later" }]);
  });

  it("takes an idle transaction back as a whole", async () => {
    const { timers, fire } = manualTimers();
    const { db } = await open({ timers });
    const idle = db.transaction().execute(async (trx) => {
      await trx.insertInto("setting").values(put("lost")).execute();
      fire();
      const next = trx.insertInto("setting").values(put("late")).execute();
      expect(await next.then(() => false, isUnavailable)).toBe(true);
    });
    expect(await idle.then(() => "committed", isUnavailable)).toBe(true);
    expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
  });

  it("a connection that the server ends refuses what ran on it; the next call gets a new one", async () => {
    const database = await open();
    const { db } = database;
    const other = await outsider(database);
    const ended = db.transaction().execute(async (trx) => {
      await trx.insertInto("setting").values(put("lost")).execute();
      await other.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
      );
      await trx.insertInto("setting").values(put("late")).execute();
    });
    await expect(ended).rejects.toSatisfy(isUnavailable);
    await other.end();
    expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
  });

  it("a database that lets nobody in is unavailable, whatever it says, and is there again when it does", async () => {
    const { db, options } = await open();
    if (options.kind !== "postgres") throw new Error("not PostgreSQL");
    const url = new URL(options.url);
    const name = url.pathname.slice(1);
    url.pathname = "/postgres";
    const admin = new Client({ connectionString: url.href });
    await admin.connect();
    await admin.query(`alter database ${name} with allow_connections false`);
    await admin.query(
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '${name}'`,
    );
    const attempt = () => db.insertInto("setting").values(put("lost")).execute();
    // The first may still meet a connection that ends under it; the second finds the door shut.
    await expect(attempt()).rejects.toSatisfy(isUnavailable);
    await expect(attempt()).rejects.toSatisfy(isUnavailable);
    await admin.query(`alter database ${name} with allow_connections true`);
    await admin.end();
    expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
  });

  it("waiting for a free connection ends, too", async () => {
    const { timers, fire, pending } = manualTimers();
    const { db } = await open({ timers });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holders: Promise<void>[] = [];
    const reached = Array.from(
      { length: 10 },
      () =>
        new Promise<void>((resolve) => {
          holders.push(
            db.connection().execute(() => {
              resolve();
              return held;
            }),
          );
        }),
    );
    const eleventh = db.selectFrom("setting").selectAll().execute();
    const refused = eleventh.then(() => false, isUnavailable);
    await Promise.all(reached);
    fire();
    expect(await refused).toBe(true);
    release();
    await Promise.all(holders);
    expect(pending()).toBe(0);
    expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
  });
});

describe("a PostgreSQL that is not there", () => {
  it("is unavailable at once", async () => {
    const nowhere = openDatabase({ kind: "postgres", url: "postgres://test@127.0.0.1:1/none" });
    await expect(nowhere).rejects.toSatisfy(isUnavailable);
  });
});
