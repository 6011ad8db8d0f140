import { ensureBrowser } from "./lib/browser.mjs";
import { browserTests } from "./lib/browser-tests.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { staticChecks } from "./lib/checks.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { needNode } from "./lib/node-version.mjs";
import { ensurePostgres } from "./lib/postgres.mjs";
import { run, say } from "./lib/say.mjs";
import { stopOnSignals } from "./lib/stop.mjs";
import { conclude } from "./lib/totals.mjs";
import { unitTests } from "./lib/unit-tests.mjs";

run(async () => {
  needNode(20, 19);
  stopOnSignals();
  // Nothing here may ask for credentials where there are none, or let a variable of the caller change the console.
  process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = "true";
  await ensureInstalled({ dev: true });
  await ensurePostgres();
  const browser = await ensureBrowser();

  say("Static checks …");
  const counts = [await staticChecks()];
  say("Unit and integration tests …");
  counts.push(await unitTests());
  say("Build …");
  await ensureBuilt();
  say("End-to-end tests …");
  counts.push(await browserTests(browser));
  conclude(counts);
});
