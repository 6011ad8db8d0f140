// Run as a program by the start script: checks the environment before anything is started.
// Exit 0 with one line of JSON (nothing secret), or exit 1 with the one line that says what is wrong.
import { resolve } from "node:path";
import { readEnv } from "./env";
import { EnvProblem } from "./env/reader";
import { prepareDataDir } from "./env/secrets";

try {
  const env = readEnv();
  if (!env.databaseUrl || env.mode === "demo") prepareDataDir(env.dataDir);
  process.stdout.write(
    `${JSON.stringify({
      mode: env.mode,
      host: env.host,
      port: env.port,
      appUrl: env.appUrl,
      dataDir: env.dataDir,
      usesPostgres: env.databaseUrl !== null,
      ecsEndpoint: env.ecsEndpoint,
      emulator: env.emulator,
      // The standalone server changes its directory: what is relative here would point elsewhere there.
      childEnv: {
        PORT: String(env.port),
        HOSTNAME: env.host,
        DATA_DIR: env.dataDir,
        ...absoluteFiles(process.env),
      },
    })}\n`,
  );
} catch (error) {
  if (!(error instanceof EnvProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function absoluteFiles(source: NodeJS.ProcessEnv): Record<string, string> {
  const names =
    /^(?:ALIBABA_CLOUD_\w+|DATABASE_URL|AUTH_SECRET|AUDIT_SIGNING_KEY|OIDC_CLIENT_SECRET|METRICS_TOKEN)_FILE$/;
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value && names.test(name)) found[name] = resolve(value);
  }
  return found;
}
