import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { startConsole, startEndpoint } from "./support/programs";
import { report } from "./support/report";

// What a first visit of /templates loads, beside what any page of this build loads.

const root = ".next/standalone/.next";
const gzip = (file: string) => gzipSync(readFileSync(join(root, file))).length / 1024;
const manifest = JSON.parse(readFileSync(join(root, "build-manifest.json"), "utf8")) as {
  rootMainFiles: string[];
};
const floor = manifest.rootMainFiles.reduce((sum, file) => sum + gzip(file), 0);

const endpoint = await startEndpoint("--templates", "200", "--speed", "0");
const console = await startConsole(endpoint.url);
await pause(8_000);
const html = await (await console.get("/templates")).text();
const tags = html.match(/<script[^>]*src="[^"]*"[^>]*>/g) ?? [];
// A browser that knows modules does not load the polyfills.
const scripts = new Set(
  tags.filter((tag) => !/nomodule/i.test(tag)).map((tag) => /src="\/_next\/([^"?]+)/.exec(tag)?.[1] ?? ""),
);
scripts.delete("");
const loaded = [...scripts].reduce((sum, file) => sum + gzip(file), 0);
report("page", [
  { what: "first-load JS of /templates, kB gzip", measured: loaded, note: `${scripts.size} files` },
  { what: "root files of the build, kB gzip", measured: floor, note: "what an empty page loads" },
  { what: "ratio", measured: loaded / floor, goal: "1.25 with the collector issue" },
  { what: "HTML of /templates, kB", measured: html.length / 1024 },
]);
await console.close();
await endpoint.close();
