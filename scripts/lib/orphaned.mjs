import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const INTERVAL_MS = 500;

/** `{ name, parent }` of a process, or null when there is none. Linux reads /proc, others ask ps. */
function look(pid) {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const end = stat.lastIndexOf(")");
      return {
        name: stat.slice(stat.indexOf("(") + 1, end),
        parent: Number(stat.slice(end + 2).split(" ")[1]),
      };
    }
    const line = execFileSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" }).trim();
    const [parent, ...name] = line.split(/\s+/);
    return { name: name.join(" "), parent: Number(parent) };
  } catch {
    return null;
  }
}

/**
 * Calls back once when the npm that runs this script is gone. npm puts a shell in between on some systems, so the
 * shell's parent is watched as well. Without npm (`node scripts/start.mjs`) nothing is watched.
 */
export function onOrphaned(callback) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  const above = look(parent);
  const grandparent = above && /(^|\/|-)(sh|bash|dash|zsh|ash|ksh)$/.test(above.name) ? above.parent : null;
  const timer = setInterval(() => {
    const gone = process.ppid !== parent || (grandparent !== null && look(parent)?.parent !== grandparent);
    if (!gone) return;
    clearInterval(timer);
    callback();
  }, INTERVAL_MS);
  timer.unref();
}
