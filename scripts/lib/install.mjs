import { existsSync, readFileSync } from "node:fs";
import { command } from "./command.mjs";
import { inRoot } from "./root.mjs";
import { refuse, say } from "./say.mjs";

const packages = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** Does node_modules hold what the lockfile says? npm writes its own account of it when an install has ended. */
function installed({ dev }) {
  const account = inRoot("node_modules", ".package-lock.json");
  if (!existsSync(account)) return false;
  const have = packages(account);
  return Object.entries(packages(inRoot("package-lock.json"))).every(([path, wanted]) => {
    if (path === "" || wanted.optional || wanted.devOptional || (wanted.dev && !dev)) return true;
    return have[path]?.version === wanted.version && have[path]?.integrity === wanted.integrity;
  });
}

/** Installs the packages of the lockfile when they are missing or other ones. `dev`: the tools of the tests too. */
export async function ensureInstalled({ dev = false } = {}) {
  if (installed({ dev })) return;
  say("Installing packages (npm ci) …");
  const args = ["ci", "--no-audit", "--no-fund", ...(dev ? ["--include=dev"] : [])];
  const windows = process.platform === "win32";
  const { code } = await command(windows ? "npm.cmd" : "npm", args);
  if (code !== 0) refuse("npm ci failed: its lines above say why.");
}
