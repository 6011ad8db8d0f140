import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tool } from "./command.mjs";
import { inRoot } from "./root.mjs";
import { refuse, say } from "./say.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const stamp = inRoot(".next", "imagekeeper-sources");

/** The program that a build makes. */
export const standaloneServer = inRoot(".next", "standalone", "server.js");

function* files(path) {
  if (!existsSync(inRoot(path))) return;
  const entries = readdirSync(inRoot(path), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* files(inside);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield inside;
  }
}

/** One hash over the names and bytes of everything that goes into a build. */
function hashOfSources() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    const isFile = /\.\w+$/.test(source);
    for (const file of isFile ? [source] : files(source)) {
      if (!existsSync(inRoot(file))) continue;
      const bytes = readFileSync(inRoot(file));
      hash.update(`${file} ${bytes.length}\n`).update(bytes);
    }
  }
  return hash.digest("hex");
}

/** Builds when the build is missing or made from other sources than these. */
export async function ensureBuilt() {
  const sources = hashOfSources();
  if (existsSync(standaloneServer) && existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  say("Building (about a minute) …");
  rmSync(stamp, { force: true });
  const env = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  const { code } = await tool("node_modules/next/dist/bin/next", ["build"], { env });
  if (code !== 0) refuse("The build failed: its lines above say why.");
  const standalone = inRoot(".next", "standalone");
  // The standalone server looks for both beside itself, the build leaves them behind.
  cpSync(inRoot(".next", "static"), join(standalone, ".next", "static"), { recursive: true });
  if (existsSync(inRoot("public"))) cpSync(inRoot("public"), join(standalone, "public"), { recursive: true });
  writeFileSync(stamp, sources);
}
