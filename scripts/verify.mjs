import { staticChecks } from "./lib/checks.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { needNode } from "./lib/node-version.mjs";
import { ensurePostgres } from "./lib/postgres.mjs";
import { run } from "./lib/say.mjs";
import { stopOnSignals } from "./lib/stop.mjs";
import { conclude } from "./lib/totals.mjs";
import { unitTests } from "./lib/unit-tests.mjs";

run(async () => {
  needNode(20, 19);
  stopOnSignals();
  await ensureInstalled({ dev: true });
  await ensurePostgres();
  conclude([await staticChecks(), await unitTests()]);
});
