import "server-only";
import { resolve } from "node:path";
import { isLoopback } from "@/lib/domain/loopback";
import { areCredentialsConfigured, checkCredentials, credentialVariables } from "./credentials";
import type { EmulatorOptions } from "./emulator-options";
import { readEmulatorOptions } from "./emulator-options";
import * as kinds from "./kinds";
import { EnvReader, type Source } from "./reader";

export type Mode = "demo" | "cloud";

export type Oidc = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

/** The environment as it was given; the two secrets that may be generated are null when absent. */
export type ParsedEnv = {
  readonly mode: Mode;
  /** True only under `next dev`. */
  readonly isDevelopment: boolean;
  readonly port: number;
  /** Host name or address to listen on, without brackets. */
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Scheme, host and port, without a slash at the end. */
  readonly appUrl: string;
  readonly authSecret: string | null;
  /** PEM, PKCS#8, Ed25519. */
  readonly auditSigningKey: string | null;
  readonly recycleBinDays: number;
  readonly queueDays: number;
  /** 0: for ever. */
  readonly auditRetentionDays: number;
  /** Null: every region that DescribeRegions lists. */
  readonly ecsRegions: readonly string[] | null;
  /** Scheme, host and port, or null: the SDK's own, in the demo the local endpoint at EMULATOR_PORT. */
  readonly ecsEndpoint: string | null;
  /** Calls a minute per region and operation. */
  readonly ecsRateBudget: number;
  readonly collector: boolean;
  /** ALIBABA_CLOUD_ACCOUNT_ID: digits. */
  readonly accountId: string | null;
  /** ALIBABA_CLOUD_ variables for the credentials library, `<NAME>_FILE` resolved; empty in the demo. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly oidc: Oidc | null;
  readonly metricsToken: string | null;
  readonly emulator: EmulatorOptions;
};

/** Where the database is, all that a program that only reads it needs. Throws EnvProblem. */
export function parseDatabasePlace(env: EnvReader): Pick<ParsedEnv, "dataDir" | "databaseUrl"> {
  const dataDir = resolve(
    // Without this the build takes the whole project along.
    /* turbopackIgnore: true */
    env.get("DATA_DIR", kinds.matching("the path of a directory", /^[^\0\r\n]+$/)) ?? ".data",
  );
  return { dataDir, databaseUrl: env.secret("DATABASE_URL", kinds.postgresUrl) ?? null };
}

/**
 * Reads the variables in the order of the contract's table. Pure but for `readFile`, which answers with the text of a
 * `<NAME>_FILE`. Throws EnvProblem for the first problem: one line that names the variable and what it takes.
 */
export function parseEnv(source: Source, readFile: (path: string) => string): ParsedEnv {
  const env = new EnvReader(source, readFile);
  const isCloudByDefault = areCredentialsConfigured(env);
  const modeWord = env.raw("ECS_MODE") ?? (isCloudByDefault ? "cloud" : "demo");

  const port = env.get("PORT", kinds.whole(1, 65_535)) ?? 3000;
  const host = env.get("HOST", kinds.hostName) ?? (modeWord === "demo" ? "127.0.0.1" : "0.0.0.0");
  if (modeWord === "demo" && !isLoopback(host)) {
    env.refuse(
      "HOST",
      "a loopback address in the demo, whose roles need no password: 127.0.0.1, localhost or ::1",
    );
  }
  const { dataDir, databaseUrl } = parseDatabasePlace(env);
  const appUrl = env.get("APP_URL", kinds.origin("an http or https address without a path")) ?? null;
  const authSecret = env.secret(
    "AUTH_SECRET",
    kinds.matching("at least 32 characters", /^[^\r\n]{32,1024}$/),
  );
  if (databaseUrl && !authSecret) env.require("AUTH_SECRET", "at least 32 characters", "DATABASE_URL");
  const auditSigningKey = env.secret("AUDIT_SIGNING_KEY", kinds.ed25519Key);
  if (databaseUrl && !auditSigningKey) {
    env.require("AUDIT_SIGNING_KEY", kinds.ed25519Key.takes, "DATABASE_URL");
  }
  const recycleBinDays = env.get("RECYCLE_BIN_DAYS", kinds.whole(1, 36_500)) ?? 90;
  const queueDays = env.get("QUEUE_DAYS", kinds.whole(1, 365)) ?? 7;
  const auditRetentionDays = env.get("AUDIT_RETENTION_DAYS", kinds.whole(0, 36_500)) ?? 0;
  const mode = env.get("ECS_MODE", kinds.oneOf("demo", "cloud")) ?? (isCloudByDefault ? "cloud" : "demo");
  const ecsRegions = env.get("ECS_REGIONS", kinds.regionList) ?? null;
  const ecsEndpoint = env.get("ECS_ENDPOINT", kinds.endpoint) ?? null;
  if (mode === "demo" && ecsEndpoint && !isLocalEndpoint(ecsEndpoint)) {
    env.refuse("ECS_ENDPOINT", "an address on loopback in the demo, such as http://127.0.0.1:4520");
  }
  const ecsRateBudget = env.get("ECS_RATE_BUDGET", kinds.whole(1, 1_000_000)) ?? 300;
  const collector = (env.get("COLLECTOR", kinds.oneOf("on", "off")) ?? "on") === "on";
  if (mode === "cloud") checkCredentials(env);
  const accountId = env.get(
    "ALIBABA_CLOUD_ACCOUNT_ID",
    kinds.matching("the digits of an account ID", /^\d{1,32}$/),
  );
  return {
    mode,
    isDevelopment: env.raw("NODE_ENV") === "development",
    port,
    host,
    dataDir,
    databaseUrl,
    appUrl: appUrl ?? `http://localhost:${port}`,
    authSecret: authSecret ?? null,
    auditSigningKey: auditSigningKey ?? null,
    recycleBinDays,
    queueDays,
    auditRetentionDays,
    ecsRegions,
    ecsEndpoint,
    ecsRateBudget,
    collector,
    accountId: accountId ?? null,
    credentials: mode === "cloud" ? credentialVariables(env) : {},
    oidc: readOidc(env),
    metricsToken: env.secret("METRICS_TOKEN", kinds.matching("text without spaces", /^\S+$/)) ?? null,
    emulator: readEmulatorOptions(env),
  };
}

function isLocalEndpoint(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return protocol === "http:" && isLoopback(hostname);
}

function readOidc(env: EnvReader): Oidc | null {
  const issuer = env.get("OIDC_ISSUER", kinds.matching("an https address", /^https?:\/\/[^\s]+$/));
  const clientId = env.get("OIDC_CLIENT_ID", kinds.matching("text without spaces", /^\S+$/));
  const clientSecret = env.secret("OIDC_CLIENT_SECRET", kinds.matching("text without spaces", /^\S+$/));
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret };
  const given = issuer ? "OIDC_ISSUER" : clientId ? "OIDC_CLIENT_ID" : "OIDC_CLIENT_SECRET";
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer) return env.require("OIDC_ISSUER", "an https address", given);
  return env.require(clientId ? "OIDC_CLIENT_SECRET" : "OIDC_CLIENT_ID", "text without spaces", given);
}
