import "server-only";
import { closeSync, openSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import Libsql from "libsql";

export type Lock = { release(): void };
type Holder = { pid: number; since: string; host: string };
type LockFile = InstanceType<typeof Libsql>;

/**
 * Takes the console's lock on DATA_DIR: an SQLite file whose RESERVED lock the kernel drops when this process
 * dies, however it dies. Others can still read who holds it.
 * Waits up to `waitMs` (a start right after `kill -9`), then throws an Error with one line that names the holder.
 * @param sleep waits so many milliseconds; injected so that tests need not
 */
export async function acquireLock(
  dataDir: string,
  options: { readonly waitMs: number; readonly sleep: (ms: number) => Promise<void> },
): Promise<Lock> {
  const file = path.join(dataDir, "imagekeeper.lock");
  createPrivate(file);
  const lock = new Libsql(file, { timeout: 0 });
  const self: Holder = { pid: process.pid, since: new Date().toISOString(), host: hostname() };
  const step = 100;
  for (let waited = 0; ; waited += step) {
    if (take(lock, self)) return { release: () => release(lock) };
    if (waited >= options.waitMs) break;
    await options.sleep(step);
  }
  const holder = readHolder(lock);
  lock.close();
  const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : "another process";
  throw new Error(`DATA_DIR is in use: ${who} holds the lock ${file}; stop it or choose another DATA_DIR`);
}

// The row is committed first so that others can read it, then the lock is kept by a transaction without writes.
// Between the two another console may step in, so the row is read again under the lock.
function take(lock: LockFile, self: Holder): boolean {
  try {
    lock.exec("begin immediate");
    lock.exec(
      "create table if not exists holder (id integer primary key, pid integer, since text, host text)",
    );
    lock
      .prepare("insert or replace into holder (id, pid, since, host) values (1, ?, ?, ?)")
      .run([self.pid, self.since, self.host]);
    lock.exec("commit");
    lock.exec("begin immediate");
    const holder = selectHolder(lock);
    if (holder?.pid === self.pid && holder.since === self.since && holder.host === self.host) return true;
    lock.exec("rollback");
    return false;
  } catch (error) {
    if (lock.inTransaction) lock.exec("rollback");
    if (isBusy(error)) return false;
    throw error;
  }
}

// Rolled back first: libsql keeps a closed file open for as long as a statement of it is not collected.
function release(lock: LockFile): void {
  if (!lock.open) return;
  lock.exec("rollback");
  lock.close();
}

function readHolder(lock: LockFile): Holder | null {
  try {
    return selectHolder(lock);
  } catch {
    return null;
  }
}

function selectHolder(lock: LockFile): Holder | null {
  return (
    (lock.prepare("select pid, since, host from holder where id = 1").get([]) as Holder | undefined) ?? null
  );
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

// Created, never opened and closed again: closing a second descriptor would drop the lock that this process holds.
function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
