import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { command } from "./command.mjs";
import { aptInstall, isDebianRoot } from "./debian.mjs";
import { refuse } from "./say.mjs";
import { which } from "./which.mjs";

const DEBIAN = "/usr/lib/postgresql";

/** The folder with PostgreSQL's server programs, or undefined. */
function binaries() {
  const initdb = which("initdb");
  if (initdb && which("postgres")) return dirname(initdb);
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  return versions
    .map((version) => join(DEBIAN, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
}

/** Debian's package starts a cluster of its own; the tests make and end theirs, so that one must not stay. */
async function stopClusters() {
  const { output } = await command("pg_lsclusters", ["--no-header"], { quiet: true });
  for (const line of output.trim().split("\n").filter(Boolean)) {
    const [version, name] = line.split(/\s+/);
    await command("pg_ctlcluster", [version, name, "stop"], { quiet: true });
  }
}

/** Makes sure that a PostgreSQL server is installed and resolves to the folder of its programs; refuses in one line. */
export async function ensurePostgres() {
  const found = binaries();
  if (found) return found;
  if (isDebianRoot() && (await aptInstall("postgresql"))) {
    await stopClusters();
    const installed = binaries();
    if (installed) return installed;
  }
  return refuse(
    "The tests need PostgreSQL's server: install the package postgresql, or put initdb and postgres in PATH.",
  );
}
