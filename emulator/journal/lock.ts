import { createHash } from "node:crypto";
import { existsSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { JournalError } from "./journal";

/** Lets go of a state file. */
export type Release = () => void;

const STEP = 50;

/** The file that a path stands for, whatever links lead to it. Throws JournalError. */
function realFile(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const folder = dirname(path);
  if (!existsSync(folder)) throw new JournalError(`--state: there is no folder ${folder}`);
  return join(realpathSync(folder), basename(path));
}

/** A name to listen on that only one process can have; on Linux and Windows the kernel frees it, however that ends. */
function addressOf(path: string): string {
  const name = `imagekeeper-${createHash("sha256").update(realFile(path)).digest("hex").slice(0, 32)}`;
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** Listens, or gives null when somebody else does. */
function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(address, () => resolve(server.unref()));
  });
}

/** Removes a socket file that nobody listens on any more; other addresses leave none behind. */
function removeStale(address: string): Promise<void> {
  return new Promise((resolve) => {
    if (!existsSync(address)) {
      resolve();
      return;
    }
    const socket = connect(address, () => resolve(void socket.destroy()));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") rmSync(address, { force: true });
      resolve();
    });
  });
}

/**
 * Takes a state file for this process. One that ends just now is waited for up to `patience` ms.
 * Throws JournalError when another program keeps it.
 */
export async function lockState(path: string, patience: number): Promise<Release> {
  const address = addressOf(path);
  for (let waited = 0; ; waited += STEP) {
    if (!address.startsWith("\0")) await removeStale(address);
    const server = await listen(address);
    if (server) return () => void server.close();
    if (waited >= patience) throw new JournalError(`--state: another program is using ${path}`);
    await pause(STEP);
  }
}
