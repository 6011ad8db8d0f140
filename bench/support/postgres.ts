import { execFile, spawn } from "node:child_process";
import { access, chmod, chown, mkdtemp, readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "pg";

type User = { readonly uid: number; readonly gid: number } | null;
const run = promisify(execFile);

const CARELESS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

/**
 * Starts a real PostgreSQL in a temporary folder; `url` is its maintenance database, `stop` ends and removes it. One
 * that is not durable is faster: it never waits for the disk.
 */
export async function startPostgres({
  durable,
}: {
  readonly durable: boolean;
}): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const binaries = await findBinaries();
  const user = await unprivilegedUser();
  const folder = await mkdtemp(path.join(tmpdir(), "imagekeeper-postgres-"));
  await chmod(folder, 0o700);
  if (user) await chown(folder, user.uid, user.gid);
  const data = path.join(folder, "data");
  await run(
    path.join(binaries, "initdb"),
    ["-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    { cwd: folder, ...(user ?? {}) },
  );
  const port = await freePort();
  const stop = startServer(path.join(binaries, "postgres"), folder, user, [
    ...["-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"],
    ...(durable ? [] : CARELESS),
    ...["-c", "max_connections=200", "-c", "log_min_messages=panic"],
  ]);
  const url = `postgres://test@127.0.0.1:${port}/postgres`;
  try {
    await untilReady(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

function startServer(binary: string, folder: string, user: User, args: string[]): () => Promise<void> {
  const keeper = fileURLToPath(new URL("../../scripts/vitest-setup/postgres-keeper.mjs", import.meta.url));
  const as = user ? `${user.uid}:${user.gid}` : "";
  const child = spawn(process.execPath, [keeper, binary, folder, as, ...args], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return async () => {
    child.stdin?.end();
    await gone;
  };
}

async function findBinaries(): Promise<string> {
  const debian = "/usr/lib/postgresql";
  const versions = await readdir(debian).catch(() => []);
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((v) => path.join(debian, v, "bin"));
  for (const folder of [...newestFirst, ...(process.env.PATH ?? "").split(path.delimiter)]) {
    const found = await Promise.all(["initdb", "postgres"].map((name) => isThere(path.join(folder, name))));
    if (found.every(Boolean)) return folder;
  }
  throw new Error(
    "This needs PostgreSQL's programs initdb and postgres: install Debian's package `postgresql`",
  );
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** PostgreSQL refuses to run as root; then `postgres` or `nobody` runs it. */
async function unprivilegedUser(): Promise<User> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    const id = (flag: string) => run("id", [flag, name]).then(({ stdout }) => Number(stdout));
    const ids = await Promise.all([id("-u"), id("-g")]).catch(() => null);
    if (ids) return { uid: ids[0], gid: ids[1] };
  }
  throw new Error("PostgreSQL is run as user `postgres` or `nobody`; neither exists here");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 200) throw error;
      await pause(100);
    }
  }
}
