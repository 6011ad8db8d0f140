import "server-only";
import { matching } from "./kinds";
import { EnvProblem, type EnvReader } from "./reader";

/** Secrets that may come from a file; the library's own names that end in _FILE are none of them. */
const FROM_FILE = [
  "ALIBABA_CLOUD_ACCESS_KEY_ID",
  "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  "ALIBABA_CLOUD_SECURITY_TOKEN",
];

const plain = matching("text without spaces", /^\S+$/);

/** Every way of the official credentials library, by the variable that configures it. */
const SOURCES = [
  "ALIBABA_CLOUD_ACCESS_KEY_ID",
  "ALIBABA_CLOUD_ACCESS_KEY_ID_FILE",
  "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  "ALIBABA_CLOUD_ACCESS_KEY_SECRET_FILE",
  "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
  "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
  "ALIBABA_CLOUD_PROFILE",
  "ALIBABA_CLOUD_CREDENTIALS_FILE",
  "ALIBABA_CLOUD_ECS_METADATA",
  "ALIBABA_CLOUD_CREDENTIALS_URI",
];

/** Whether any source of credentials is configured; what merely lies around on the machine does not count. */
export function areCredentialsConfigured(env: EnvReader): boolean {
  return SOURCES.some((name) => env.raw(name) !== undefined);
}

/** Throws EnvProblem when a source of credentials is half configured, or none is. */
export function checkCredentials(env: EnvReader): void {
  if (!areCredentialsConfigured(env)) {
    throw new EnvProblem(
      "ALIBABA_CLOUD_ACCESS_KEY_ID is required with ECS_MODE=cloud: it takes an access key's ID (or set another source of the credentials library, such as ALIBABA_CLOUD_ECS_METADATA)",
    );
  }
  allOrNone(env, "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET");
  allOrNone(
    env,
    "ALIBABA_CLOUD_ROLE_ARN",
    "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
    "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
  );
}

/** All or none; the role's ARN alone is no source and asks for nothing. */
function allOrNone(env: EnvReader, ...names: readonly string[]): void {
  const values = names.map((name) =>
    FROM_FILE.includes(name) ? env.secret(name, plain) : env.get(name, plain),
  );
  const given = names.filter((_, index) => values[index] !== undefined);
  const lacking = names.find((_, index) => values[index] === undefined);
  const isSource = given.some((name) => SOURCES.includes(name));
  if (isSource && lacking && given[0]) env.require(lacking, plain.takes, given[0]);
}

/** The variables of the credentials library, with the values of `<NAME>_FILE` in their places. */
export function credentialVariables(env: EnvReader): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const name of env.names()) {
    if (!name.startsWith("ALIBABA_CLOUD_")) continue;
    const base = FROM_FILE.find((secret) => name === secret || name === `${secret}_FILE`);
    const value = base ? env.secret(base, plain) : env.raw(name);
    if (value !== undefined) variables[base ?? name] = value;
  }
  return variables;
}
