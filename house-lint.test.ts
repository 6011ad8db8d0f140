import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = import.meta.dirname;

describe("lint", () => {
  const tree = mkdtempSync(join(tmpdir(), "lint-"));
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  const PLANTED: readonly (readonly [rule: string, file: string, text: string])[] = [
    ["noExplicitAny", "lib/any.ts", "export const x = (y: any) => y;\n"],
    ["noNonNullAssertion", "lib/assertion.ts", "export const x = (y?: string) => y!;\n"],
    ["noBarrelFile", "lib/barrel.ts", 'export { x } from "./any";\n'],
    ["noDefaultExport", "lib/default-export.ts", "export default 1;\n"],
    ["noConsole", "lib/says.ts", 'console.log("x");\n'],
    ["useFilenamingConvention", "lib/camelCase.ts", "export const x = 1;\n"],
    ["useImportType", "lib/import-type.ts", 'import { X } from "./x";\n\nexport type Y = X;\n'],
    ["format", "lib/format.ts", "export const x=1\n"],
  ];
  let found: { category: string; location: { path: string } }[] = [];

  beforeAll(async () => {
    for (const [, file, text] of PLANTED) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    }
    cpSync(join(root, "biome.json"), join(tree, "biome.json"));
    const args = [
      join(root, "node_modules/@biomejs/biome/bin/biome"),
      "check",
      "--reporter=json",
      "--max-diagnostics=none",
    ];
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: tree }, (_error, stdout) => resolve(stdout));
    });
    found = JSON.parse(output.slice(output.indexOf("{"))).diagnostics;
  });

  it.each(PLANTED)("refuses a planted violation of %s", (rule, file) => {
    const rules = found
      .filter(({ location }) => JSON.stringify(location).includes(file))
      .map(({ category }) => category);
    expect(rules.some((category) => category.split("/").includes(rule))).toBe(true);
  });
});
