import { command, tool } from "./command.mjs";
import { aptInstall, isDebianRoot } from "./debian.mjs";
import { refuse, say } from "./say.mjs";
import { which } from "./which.mjs";

/** The one without a window draws the same page at half the work. */
const SHELLS = ["chromium-headless-shell", "chrome-headless-shell"];
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** A stub that only tells to install something else is no browser. */
async function runs(executable) {
  try {
    const { code, output } = await command(executable, ["--version"], { quiet: true });
    return code === 0 && /\d+\.\d+/.test(output);
  } catch {
    return false;
  }
}

async function inPath(names) {
  for (const name of names) {
    const found = which(name);
    if (found && (await runs(found))) return found;
  }
  return null;
}

/**
 * Finds a Chromium, or installs one: CHROMIUM, a shell in PATH, Debian's package when root, any other in PATH, Playwright's.
 * Resolves to its path, undefined for Playwright's own; refuses in one line when none can be had.
 */
export async function ensureBrowser() {
  const given = process.env.CHROMIUM;
  if (given)
    return (await runs(given)) ? given : refuse("CHROMIUM takes the path of a Chromium that starts.");
  const shell = await inPath(SHELLS);
  if (shell) return shell;
  if (isDebianRoot() && (await aptInstall("chromium-headless-shell"))) {
    const installed = await inPath(SHELLS);
    if (installed) return installed;
  }
  const found = await inPath(NAMES);
  if (found) return found;
  if (isDebianRoot() && (await aptInstall("chromium"))) {
    const installed = await inPath(NAMES);
    if (installed) return installed;
  }
  say("Downloading Playwright's Chromium …");
  const { code } = await tool("node_modules/@playwright/test/cli.js", ["install", "chromium"]);
  if (code !== 0)
    refuse("The tests need a Chromium: install the package chromium, or set CHROMIUM to the path of one.");
}
