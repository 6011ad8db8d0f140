import "server-only";
import { readFileSync } from "node:fs";
import { type ParsedEnv, parseDatabasePlace, parseEnv } from "./env/parse";
import { EnvReader } from "./env/reader";
import { prepareDataDir, storedAuthSecret, storedSigningKey } from "./env/secrets";

/** The environment with its secrets: given, or generated into DATA_DIR. */
export type Env = ParsedEnv & {
  readonly authSecret: string;
  /** PEM, PKCS#8, Ed25519. */
  readonly auditSigningKey: string;
};

declare global {
  // Route bundles and hot reload duplicate modules; the process has one environment.
  var imagekeeperEnv: Env | undefined;
}

/** True in unit tests, which log nothing. */
export const isTest = process.env.NODE_ENV === "test";

/** True while `next build` loads us: nothing may be opened or made then. */
export function isBuilding(): boolean {
  return process.env.NEXT_PHASE === "phase-production-build";
}

/**
 * The environment, read once at start; the only reader of process.env. Makes DATA_DIR and missing secrets.
 * Throws EnvProblem with one line for people.
 */
export function getEnv(): Env {
  globalThis.imagekeeperEnv ??= loadEnv();
  return globalThis.imagekeeperEnv;
}

/** Reads without keeping or making anything. Throws EnvProblem. */
export function readEnv(): ParsedEnv {
  return parseEnv(process.env, readText);
}

/** Where the database is, for a program that only reads it and needs no secret. Throws EnvProblem. */
export function readDatabasePlace(): Pick<ParsedEnv, "dataDir" | "databaseUrl"> {
  return parseDatabasePlace(new EnvReader(process.env, readText));
}

function loadEnv(): Env {
  const parsed = readEnv();
  if (!parsed.databaseUrl) prepareDataDir(parsed.dataDir);
  return {
    ...parsed,
    authSecret: parsed.authSecret ?? storedAuthSecret(parsed.dataDir),
    auditSigningKey: parsed.auditSigningKey ?? storedSigningKey(parsed.dataDir),
  };
}

function readText(path: string): string {
  return readFileSync(path, "utf8");
}
