import { ensureBuilt, standaloneServer } from "./build.mjs";
import { startEmulator } from "./emulator.mjs";
import { readEnvironment } from "./environment.mjs";
import { start } from "./family.mjs";
import { beginAnew } from "./fresh.mjs";
import { waitForHealth } from "./health.mjs";
import { ensureInstalled } from "./install.mjs";
import { needNode } from "./node-version.mjs";
import { waitForPort } from "./port.mjs";
import { refuse, say } from "./say.mjs";
import { stopOnSignals } from "./stop.mjs";

function server(environment, { dev }) {
  if (!dev) return [standaloneServer];
  const address = ["-H", environment.host, "-p", String(environment.port)];
  return ["node_modules/next/dist/bin/next", "dev", ...address];
}

/**
 * Brings up the whole console and resolves when it can be used: packages, environment, build, endpoint, server.
 * `dev`: with reload instead of a build. `fresh`: the demo forgets what it knew.
 */
export async function runConsole({ dev = false, fresh = false }) {
  needNode(20, 9);
  stopOnSignals();
  await ensureInstalled();
  const environment = await readEnvironment();
  const { mode, host, port, appUrl, ecsEndpoint, childEnv } = environment;
  const taken = await waitForPort(port, host);
  if (taken) refuse(`PORT ${port} on HOST ${host} cannot be used (${taken}): name a free one.`);
  if (!dev) await ensureBuilt();
  if (fresh) await beginAnew(environment);

  let endpoint = ecsEndpoint;
  if (mode === "demo" && !endpoint) {
    say("Starting the local ECS endpoint …");
    endpoint = await startEmulator(environment);
  }
  say(dev ? "Starting the console with reload …" : "Starting the console …");
  const { settled } = start("The console", server(environment, { dev }), {
    env: {
      ...childEnv,
      NODE_ENV: dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...(mode === "demo" ? { ECS_MODE: "demo", ECS_ENDPOINT: endpoint } : {}),
    },
  });
  await waitForHealth(host, port);
  settled();
  say(`Imagekeeper is ready at ${appUrl}`);
  if (mode === "demo") say(`Local ECS endpoint at ${endpoint}`);
}
