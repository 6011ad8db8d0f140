import "server-only";
import { SYSTEM } from "@/lib/domain/actor";
import { hasMember } from "./auth/accounts";
import { setupToken } from "./auth/setup-token";
import { startBulks } from "./background/bulks";
import { startCheckpoints } from "./background/checkpoints";
import { startCollecting } from "./background/collecting";
import { startRetention } from "./background/retention";
import { stopOnSignals } from "./background/stop";
import { startWatching } from "./background/watching";
import { isBuilding } from "./env";
import { followSockets } from "./live-sockets";
import { logger } from "./log";
import { getRuntime, type Runtime } from "./runtime";

declare global {
  var imagekeeperStarted: boolean | undefined;
}

/**
 * Opens everything and starts the background work, once a process. What cannot be opened (a malformed variable, a
 * database that another console holds) ends the process with one line.
 */
export async function startBackground(): Promise<void> {
  if (isBuilding() || globalThis.imagekeeperStarted) return;
  globalThis.imagekeeperStarted = true;
  followSockets("/api/live");
  // What we and the database keep is for our own user only, whoever makes the file.
  process.umask(0o077);
  const runtime = await getRuntime().catch(leaveWithOneLine);
  if (runtime.env.mode === "cloud") await announceSetup(runtime);
  const collecting = runtime.env.collector ? startCollecting(runtime) : [];
  stopOnSignals(runtime, [
    startBulks(runtime),
    ...collecting,
    startRetention(runtime),
    startCheckpoints(runtime),
    startWatching(runtime),
  ]);
}

/** An error that no edge expected, logged once with the framework's digest, which the error page shows. */
export function logRequestError(error: unknown, where: string): void {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  logger.error({ err: error, digest, where }, "unexpected error");
}

function leaveWithOneLine(error: unknown): never {
  const line = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  process.stderr.write(`${`${line}${cause}`.replaceAll(/\s*\n\s*/g, " ")}\n`);
  process.exit(1);
}

async function announceSetup({ auth, database, env, contextFor }: Runtime): Promise<void> {
  if (await hasMember(auth)) return;
  const token = await setupToken(database.db, env.authSecret, contextFor(SYSTEM).random);
  logger.warn(`No admin yet. Open ${env.appUrl}/setup and enter this one-time token: ${token}`);
}
