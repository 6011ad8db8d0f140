import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { parseEnv } from "./parse";
import type { Source } from "./reader";

const PEM = generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ format: "pem", type: "pkcs8" })
  .toString();
const KEYS = { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI5tSecretId", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s3cr3t-key" };
const FILES: Record<string, string> = { "/run/secret": `${"f".repeat(40)}\n`, "/run/short": "short-secret" };

function readFile(path: string): string {
  const text = FILES[path];
  if (text === undefined) throw new Error("no such file");
  return text;
}

const parse = (source: Source) => parseEnv(source, readFile);

function problem(source: Source): string {
  try {
    parse(source);
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
}

it("with an empty environment is the demo with the defaults of the contract", () => {
  expect(parse({})).toMatchObject({
    mode: "demo",
    port: 3000,
    host: "127.0.0.1",
    dataDir: `${process.cwd()}/.data`,
    databaseUrl: null,
    appUrl: "http://localhost:3000",
    authSecret: null,
    auditSigningKey: null,
    recycleBinDays: 90,
    queueDays: 7,
    auditRetentionDays: 0,
    ecsRegions: null,
    ecsEndpoint: null,
    ecsRateBudget: 300,
    collector: true,
    oidc: null,
    metricsToken: null,
    emulator: { port: 4520 },
    credentials: {},
  });
});

it("is the cloud, listening everywhere, as soon as credentials are configured", () => {
  expect(parse(KEYS)).toMatchObject({ mode: "cloud", host: "0.0.0.0", credentials: KEYS });
  expect(parse({ ALIBABA_CLOUD_ECS_METADATA: "a-role" }).mode).toBe("cloud");
  expect(parse({ ...KEYS, ECS_MODE: "demo" })).toMatchObject({ mode: "demo", credentials: {} });
});

it("takes every variable of the contract", () => {
  const env = parse({
    ...KEYS,
    PORT: "8443",
    HOST: "[::1]",
    DATA_DIR: "/var/lib/imagekeeper",
    DATABASE_URL: "postgres://u:p@db:5432/ik",
    APP_URL: "https://images.example.com/",
    AUTH_SECRET: "a".repeat(32),
    AUDIT_SIGNING_KEY: PEM.replaceAll("\n", "\\n"),
    RECYCLE_BIN_DAYS: "30",
    QUEUE_DAYS: "1",
    AUDIT_RETENTION_DAYS: "3650",
    ECS_REGIONS: "cn-hangzhou, eu-central-1",
    ECS_ENDPOINT: "ecs.example.com",
    ECS_RATE_BUDGET: "1",
    COLLECTOR: "off",
    ALIBABA_CLOUD_ACCOUNT_ID: "1234567890",
    OIDC_ISSUER: "https://id.example.com",
    OIDC_CLIENT_ID: "console",
    OIDC_CLIENT_SECRET: "hidden",
    METRICS_TOKEN: "m3tr1cs",
    EMULATOR_PORT: "0",
    EMULATOR_TEMPLATES: "10",
    EMULATOR_RATE: "off",
    EMULATOR_SEED: "-3",
  });
  expect(env).toMatchObject({
    port: 8443,
    host: "::1",
    dataDir: "/var/lib/imagekeeper",
    databaseUrl: "postgres://u:p@db:5432/ik",
    appUrl: "https://images.example.com",
    auditSigningKey: PEM,
    recycleBinDays: 30,
    queueDays: 1,
    auditRetentionDays: 3650,
    ecsRegions: ["cn-hangzhou", "eu-central-1"],
    ecsEndpoint: "https://ecs.example.com",
    ecsRateBudget: 1,
    collector: false,
    accountId: "1234567890",
    oidc: { issuer: "https://id.example.com", clientId: "console", clientSecret: "hidden" },
    metricsToken: "m3tr1cs",
    emulator: { port: 0, templates: "10", rate: "off", seed: "-3" },
  });
});

const MALFORMED: readonly [string, string, Source?][] = [
  ["PORT", "0"],
  ["PORT", "65536"],
  ["PORT", "3e3"],
  ["PORT", " 3000"],
  ["HOST", "not a host"],
  ["HOST", "0.0.0.0"],
  ["HOST", "127.0.0.1.example.com"],
  ["DATABASE_URL", "mysql://db/ik"],
  ["APP_URL", "localhost:3000"],
  ["APP_URL", "http://localhost:3000/console"],
  ["APP_URL", "http://user:pw@localhost:3000"],
  ["APP_URL", "ftp://localhost"],
  ["AUTH_SECRET", "too-short-secret"],
  ["AUDIT_SIGNING_KEY", "no key at all"],
  ["AUDIT_SIGNING_KEY", RSA],
  ["RECYCLE_BIN_DAYS", "0"],
  ["QUEUE_DAYS", "seven"],
  ["AUDIT_RETENTION_DAYS", "-1"],
  ["ECS_MODE", "Demo"],
  ["ECS_REGIONS", "eu-west-9,"],
  ["ECS_REGIONS", "cn-hangzhou,cn-hangzhou"],
  ["ECS_ENDPOINT", "http://ecs.example.com"],
  ["ECS_ENDPOINT", "https://127.0.0.1:4520"],
  ["ECS_ENDPOINT", "http://127.0.0.1:4520/path"],
  ["ECS_RATE_BUDGET", "0"],
  ["ECS_RATE_BUDGET", "1.5"],
  ["COLLECTOR", "false"],
  ["ALIBABA_CLOUD_ACCOUNT_ID", "me", KEYS],
  ["OIDC_ISSUER", "id.example.com"],
  ["METRICS_TOKEN", "two words"],
  ["EMULATOR_PORT", "-1"],
  ["EMULATOR_TEMPLATES", "many"],
  ["EMULATOR_REGIONS", "Hangzhou"],
  ["EMULATOR_SEED", "1.5"],
  ["EMULATOR_LATENCY", "-20"],
  ["EMULATOR_SPEED", "fast"],
  ["EMULATOR_RATE", "7777"],
  ["EMULATOR_ORDER", "sorted"],
];

it.each(MALFORMED)(
  "refuses %s=%s in one line that names it and does not repeat it",
  (name, value, others) => {
    const line = problem({ ...others, [name]: value });
    expect(line).toMatch(new RegExp(`^${name} takes `));
    expect(line).not.toContain("\n");
    if (name !== "HOST" && value.length > 3) expect(line).not.toContain(value);
  },
);

it("reports the first problem only, in the order of the contract's table", () => {
  const wrong = { QUEUE_DAYS: "x", ECS_MODE: "x", PORT: "x", EMULATOR_ORDER: "x" };
  expect(problem(wrong)).toMatch(/^PORT /);
  expect(problem({ ...wrong, PORT: "1" })).toMatch(/^QUEUE_DAYS /);
  expect(problem({ ...wrong, PORT: "1", QUEUE_DAYS: "1" })).toMatch(/^ECS_MODE /);
});

it("asks for what another variable makes necessary", () => {
  const DATABASE_URL = "postgres://u:secret-word@db/ik";
  expect(problem({ DATABASE_URL })).toMatch(/^AUTH_SECRET is required with DATABASE_URL/);
  expect(problem({ DATABASE_URL, AUTH_SECRET: "a".repeat(32) })).toMatch(/^AUDIT_SIGNING_KEY is required/);
  expect(problem({ ECS_MODE: "cloud" })).toMatch(/^ALIBABA_CLOUD_ACCESS_KEY_ID is required/);
  expect(problem({ ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI1" })).toMatch(
    /^ALIBABA_CLOUD_ACCESS_KEY_SECRET is required with ALIBABA_CLOUD_ACCESS_KEY_ID/,
  );
  expect(problem({ ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:x" })).toMatch(
    /^ALIBABA_CLOUD_ROLE_ARN is required/,
  );
  expect(problem({ OIDC_CLIENT_ID: "c" })).toMatch(/^OIDC_ISSUER is required with OIDC_CLIENT_ID/);
});

it("reads a secret from the file that <NAME>_FILE names, without its last line end", () => {
  expect(parse({ AUTH_SECRET_FILE: "/run/secret" }).authSecret).toBe("f".repeat(40));
  const { ALIBABA_CLOUD_ACCESS_KEY_SECRET: _, ...id } = KEYS;
  expect(parse({ ...id, ALIBABA_CLOUD_ACCESS_KEY_SECRET_FILE: "/run/short" }).credentials).toEqual({
    ...id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "short-secret",
  });
});

it("refuses a file that cannot be read, holds something malformed, or stands beside the value", () => {
  expect(problem({ AUTH_SECRET_FILE: "/run/none" })).toMatch(/^AUTH_SECRET_FILE takes the path/);
  expect(problem({ AUTH_SECRET_FILE: "/run/short" })).toBe(
    "AUTH_SECRET_FILE takes a file that holds at least 32 characters",
  );
  expect(problem({ AUTH_SECRET_FILE: "/run/secret", AUTH_SECRET: "a".repeat(32) })).toMatch(
    /set one of them, not both/,
  );
});

it("counts an empty variable as absent", () => {
  expect(parse({ PORT: "", HOST: "", ECS_MODE: "", METRICS_TOKEN: "" })).toMatchObject({
    port: 3000,
    mode: "demo",
    metricsToken: null,
  });
});

it("takes an endpoint on loopback in the demo and any one outside of it", () => {
  expect(parse({ ECS_ENDPOINT: "http://localhost:4520" }).ecsEndpoint).toBe("http://localhost:4520");
  expect(parse({ ...KEYS, ECS_ENDPOINT: "http://ecs.internal:80" }).ecsEndpoint).toBe("http://ecs.internal");
});
