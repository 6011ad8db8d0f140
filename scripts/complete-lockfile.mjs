// Adds to package-lock.json the binaries of other platforms that the registry at hand does not serve: without an entry
// `npm ci` refuses the lockfile, with one it skips them where they do not fit. Run after each change of a dependency.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const systems = [
  "android",
  "darwin",
  "linux",
  "win32",
  "freebsd",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "aix",
];
const machines = [
  "arm64",
  "x64",
  "ia32",
  "arm",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
  "wasm32",
];

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (path === "" || isLocked(path, name) || !/^\d+\.\d+\.\d+/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...place(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);

function isLocked(path, name) {
  for (let base = path; ; base = base.slice(0, Math.max(base.lastIndexOf("/node_modules/"), 0))) {
    if (lock.packages[base === "" ? `node_modules/${name}` : `${base}/node_modules/${name}`]) return true;
    if (base === "") return false;
  }
}

function place(name) {
  const words = name.split("/").at(-1).split("-");
  const os = systems.filter((system) => words.includes(system));
  const cpu = machines.filter((machine) => words.includes(machine));
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu")) && os[0] === "linux"
      ? ["glibc"]
      : [];
  return { ...(os.length ? { os } : {}), ...(cpu.length ? { cpu } : {}), ...(libc.length ? { libc } : {}) };
}
