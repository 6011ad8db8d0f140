import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;
/** Run by Node itself, outside of Next, where "server-only" refuses to be loaded. */
const PROGRAMS = /-program\.ts$|\/worker\.mjs$/;

function read(folder: string, pattern: RegExp): [path: string, text: string][] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")]);
}

const isMarked = (text: string) => text.startsWith('import "server-only";\n');
/** In code, not in comments: those name the operation that a fact comes from. */
const namesCloudWords = (text: string) =>
  /ImagePipeline|Execution/.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""));

describe("words of the house", () => {
  it("every file of lib/server refuses to be bundled for the browser", () => {
    const files = read("lib/server", /\.(tsx?|mjs)$/).filter(([path]) => !PROGRAMS.test(path));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter(([, text]) => !isMarked(text)).map(([path]) => path)).toEqual([]);
  });

  it("the cloud's own words stay in the gateway", () => {
    const files = ["app", "components", "lib"].flatMap((folder) => read(folder, /\.(tsx?|mjs)$/));
    // What other tools are told is told in their words.
    const ours = files.filter(([path]) => !/^lib\/(server\/ecs|domain\/as-code)\//.test(path));
    expect(ours.length).toBeGreaterThan(50);
    expect(ours.filter(([, text]) => namesCloudWords(text)).map(([path]) => path)).toEqual([]);
  });

  it("only lib/server/env.ts reads the environment of the console", () => {
    const files = ["app", "components", "lib"].flatMap((folder) => read(folder, /\.tsx?$/));
    const readers = files
      .filter(([, text]) => /process\.env\b(?!\.(NODE_ENV|NEXT_RUNTIME)\b)/.test(text))
      .map(([path]) => path);
    expect(readers.filter((path) => !PROGRAMS.test(path))).toEqual(["lib/server/env.ts"]);
  });

  it("a planted violation of each is seen", () => {
    expect(isMarked('import "x";\nimport "server-only";\n')).toBe(false);
    expect(namesCloudWords("const pipeline = answer.ImagePipelineSet; // x")).toBe(true);
  });
});
