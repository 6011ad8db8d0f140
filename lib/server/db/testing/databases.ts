import "server-only";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, describe, inject } from "vitest";
import type { DatabaseKind } from "../migrations/column-types";
import { type DatabaseHandle, type DatabaseOptions, type DatabaseTuning, openDatabase } from "../open";
import { TestClock } from "./clocks";

/** A fresh, empty, migrated database of one test. */
export type TestDatabase = DatabaseHandle & {
  /** A clock in the test's hands; give it to what is tested instead of `clock`. */
  readonly testClock: TestClock;
  /** How another process (or a second `openDatabase` on PostgreSQL) finds the same database. */
  readonly options: DatabaseOptions;
};

export type OpenTestDatabase = (tuning?: DatabaseTuning) => Promise<TestDatabase>;

/** No test may fail because the machine is busy; those of the deadline bring timers of their own. */
const PATIENT_MS = 60_000;

const KINDS = ["sqlite", "postgres"] as const;

/** Runs the tests of `body` on both databases. `open` makes a new one; it is closed and removed after the test. */
export function eachDatabase(
  title: string,
  body: (open: OpenTestDatabase, kind: DatabaseKind) => void,
): void {
  describe.each(KINDS)(`${title} (%s)`, (kind) => body(opener(kind), kind));
}

/** The same on PostgreSQL alone, for what the embedded database does in another way. */
export function onPostgres(title: string, body: (open: OpenTestDatabase) => void): void {
  describe(`${title} (postgres)`, () => body(opener("postgres")));
}

function opener(kind: DatabaseKind): OpenTestDatabase {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return async (tuning = {}) => {
    const place = kind === "sqlite" ? await sqlitePlace() : await postgresPlace();
    cleanups.push(place.remove);
    const handle = await openDatabase(place.options, { deadlineMs: PATIENT_MS, ...tuning });
    let closed = false;
    const close = async () => {
      if (closed) return;
      closed = true;
      await handle.close();
    };
    cleanups.push(close);
    return { ...handle, close, testClock: new TestClock(), options: place.options };
  };
}

type Place = { readonly options: DatabaseOptions; readonly remove: () => Promise<void> };

async function sqlitePlace(): Promise<Place> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "imagekeeper-db-"));
  return {
    options: { kind: "sqlite", dataDir },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

const TEMPLATE = "imagekeeper_template";
const LOCK = 20260131;

async function postgresPlace(): Promise<Place> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(async (admin) => {
    // One worker of the run makes the migrated template, the others wait for it.
    await admin.query("select pg_advisory_lock($1)", [LOCK]);
    const found = await admin.query("select 1 from pg_database where datname = $1", [TEMPLATE]);
    if (found.rowCount === 0) await makeTemplate(admin);
    await admin.query("select pg_advisory_unlock($1)", [LOCK]);
    await admin.query(`create database ${name} template ${TEMPLATE}`);
  });
  return {
    options: { kind: "postgres", url: urlOf(name) },
    remove: () => asAdmin(async (admin) => void (await admin.query(`drop database ${name} with (force)`))),
  };
}

async function makeTemplate(admin: Client): Promise<void> {
  const draft = `${TEMPLATE}_draft`;
  await admin.query(`create database ${draft}`);
  const handle = await openDatabase({ kind: "postgres", url: urlOf(draft) });
  await handle.close();
  await admin.query(`alter database ${draft} rename to ${TEMPLATE}`);
}

async function asAdmin(work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${database}`;
  return url.href;
}
