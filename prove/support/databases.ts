import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import {
  type DatabaseHandle,
  type DatabaseOptions,
  type DatabaseTuning,
  openDatabase,
} from "@/lib/server/db/open";
import { TestClock } from "@/lib/server/db/testing/clocks";
import { startPostgres } from "../../bench/support/postgres";

/** A fresh database of one proof. */
export type ProofDatabase = DatabaseHandle & {
  readonly options: DatabaseOptions;
  readonly testClock: TestClock;
};

export type Databases = {
  /** A new, empty, migrated database; `remove` closes and removes it. */
  open(
    kind: "sqlite" | "postgres",
    tuning?: DatabaseTuning,
  ): Promise<ProofDatabase & { remove(): Promise<void> }>;
  stop(): Promise<void>;
};

/** Databases of both kinds for one proof; PostgreSQL's server starts with the first that asks for it. */
export function proofDatabases(): Databases {
  let started: ReturnType<typeof startPostgres> | undefined;
  const server = () => {
    started ??= startPostgres({ durable: false });
    return started;
  };
  return {
    open: async (kind, tuning = {}) => {
      const options: DatabaseOptions =
        kind === "sqlite"
          ? { kind, dataDir: await mkdtemp(join(tmpdir(), "imagekeeper-prove-")) }
          : { kind, url: await newDatabase((await server()).url) };
      const handle = await openDatabase(options, tuning);
      const remove = async () => {
        await handle.close().catch(() => undefined);
        if (options.kind === "sqlite") await rm(options.dataDir, { recursive: true, force: true });
      };
      return { ...handle, options, testClock: new TestClock(), remove };
    },
    stop: async () => {
      if (started) await (await started).stop();
    },
  };
}

async function newDatabase(url: string): Promise<string> {
  const name = `prove_${randomBytes(6).toString("hex")}`;
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}
