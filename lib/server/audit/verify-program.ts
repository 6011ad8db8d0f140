// Run as a program: follows the audit chain of the database, or of an export, and says whether it is intact.
import { createReadStream } from "node:fs";
import { openReadOnly } from "../db/open-read-only";
import { readDatabasePlace } from "../env";
import type { Checkpoint } from "./checkpoint";
import { readCheckpointFile } from "./read-checkpoint-file";
import { describeVerdict, type Verdict } from "./verdict";
import { parseVerifyArguments } from "./verify-arguments";
import { verifyDatabase } from "./verify-database";
import { verifyJsonl } from "./verify-jsonl";

try {
  const { file, checkpoint } = parseVerifyArguments(process.argv.slice(2));
  const given = checkpoint === null ? [] : [await readCheckpointFile(checkpoint)];
  const verdict = file === null ? await ofDatabase(given) : await ofFile(file, given);
  const intact = verdict.kind === "intact";
  (intact ? process.stdout : process.stderr).write(`${describeVerdict(verdict)}\n`);
  process.exitCode = intact ? 0 : 1;
} catch (error) {
  process.stderr.write(`${oneLine(error)}\n`);
  process.exitCode = 1;
}

async function ofDatabase(given: readonly Checkpoint[]): Promise<Verdict> {
  const { databaseUrl, dataDir } = readDatabasePlace();
  const database = openReadOnly(
    databaseUrl === null ? { kind: "sqlite", dataDir } : { kind: "postgres", url: databaseUrl },
  );
  try {
    return await verifyDatabase(database.db, given);
  } finally {
    await database.close();
  }
}

function ofFile(file: string, given: readonly Checkpoint[]): Promise<Verdict> {
  return verifyJsonl(createReadStream(file, { highWaterMark: 1 << 16 }), given);
}

/** The cause says what the closed code does not. */
function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const why = error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  return why.replaceAll(/\s*\n\s*/g, " ");
}
