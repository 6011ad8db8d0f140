import { command, tool } from "./command.mjs";
import { aptInstall, isDebianRoot } from "./debian.mjs";
import { refuse, say } from "./say.mjs";
import { which } from "./which.mjs";

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

async function inPath() {
  for (const name of NAMES) {
    const found = which(name);
    if (found && (await runs(found))) return found;
  }
  return null;
}

/**
 * Finds a Chromium, or installs one: CHROMIUM, PATH, Debian's package when root, Playwright's own download.
 * Resolves to its path, undefined for Playwright's own; refuses in one line when none can be had.
 */
export async function ensureBrowser() {
  const given = process.env.CHROMIUM;
  if (given)
    return (await runs(given)) ? given : refuse("CHROMIUM takes the path of a Chromium that starts.");
  const found = await inPath();
  if (found) return found;
  if (isDebianRoot() && (await aptInstall("chromium"))) {
    const installed = await inPath();
    if (installed) return installed;
  }
  say("Downloading Playwright's Chromium …");
  const { code } = await tool("node_modules/@playwright/test/cli.js", ["install", "chromium"]);
  if (code !== 0)
    refuse("The tests need a Chromium: install the package chromium, or set CHROMIUM to the path of one.");
}
