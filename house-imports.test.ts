import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = import.meta.dirname;

describe("import directions", () => {
  /** File to plant, its import, and the rule that must refuse it. */
  const PLANTED: readonly (readonly [file: string, imports: string, rule?: string])[] = [
    ["lib/domain/planted.ts", "@/lib/contracts/kept"],
    ["lib/domain/planted-package.ts", "zod"],
    ["lib/contracts/planted.ts", "@/lib/queries/kept"],
    ["lib/contracts/planted-package.ts", "next"],
    ["lib/paths.ts", "@/lib/contracts/kept"],
    ["lib/i18n/planted.ts", "@/lib/contracts/kept"],
    ["lib/server/ecs/planted.ts", "@/lib/server/db/kept"],
    ["lib/server/db/planted.ts", "@/lib/server/ecs/kept"],
    ["lib/server/db/planted-package.ts", "@alicloud/ecs20140526"],
    ["lib/server/audit/planted.ts", "@/lib/server/ecs/kept"],
    ["lib/server/auth/planted.ts", "@/lib/server/audit/kept"],
    ["lib/server/inventory/planted.ts", "@/lib/server/services/kept"],
    ["lib/server/services/planted.ts", "@/lib/server/ecs/kept"],
    ["lib/server/services/planted-driver.ts", "pg"],
    ["lib/server/context.ts", "@/lib/server/services/kept"],
    ["lib/server/run-page.ts", "@/lib/server/services/kept"],
    ["lib/server/background.ts", "@/lib/server/ecs/kept"],
    ["lib/server/a-new-file.ts", "@/lib/server/db/kept"],
    ["lib/actions/planted.ts", "@/lib/server/db/kept"],
    ["lib/queries/planted.ts", "@/lib/server/services/kept"],
    ["components/ui/planted.ts", "@/lib/domain/kept"],
    ["components/data-table/planted.ts", "@/lib/contracts/kept"],
    ["components/audit/planted.ts", "@/components/templates/kept"],
    ["components/audit/planted-server.ts", "@/lib/server/services/kept"],
    ["app/planted.ts", "@/lib/server/db/kept"],
    ["proxy.ts", "@/lib/server/services/kept"],
    ["instrumentation.ts", "@/lib/server/services/kept"],
    ["emulator/planted.ts", "@/lib/domain/kept"],
    ["emulator/planted-package.ts", "zod"],
    ["scripts/planted.ts", "zod"],
    ["e2e/planted.ts", "@/emulator/kept"],
    ["bench/planted.ts", "@/emulator/kept"],
    ["prove/planted.ts", "@/emulator/kept"],
    ["a-new-folder/planted.ts", "@/lib/domain/kept"],
    ["lib/domain/cycle-a.ts", "@/lib/domain/cycle-b", "no-cycles"],
    ["lib/domain/orphan.ts", "", "no-orphans"],
    ["lib/domain/uses-test.ts", "@/lib/domain/kept.test", "nobody-imports-tests"],
    ["lib/domain/lost.ts", "@/lib/domain/nowhere", "not-found"],
    ["lib/server/doorstep/indirect.ts", "@/lib/server/db/kept"],
  ];
  /** Imports that the table allows, so that a rule that refuses everything is seen too. */
  const KEPT: readonly (readonly [file: string, imports: string])[] = [
    ["lib/domain/kept.ts", "@/lib/domain/kept-too"],
    ["lib/domain/kept-too.ts", ""],
    ["lib/domain/kept.test.ts", "@/lib/domain/kept"],
    ["lib/domain/cycle-b.ts", "@/lib/domain/cycle-a"],
    ["lib/contracts/kept.ts", "zod"],
    ["lib/queries/kept.ts", "@/lib/contracts/kept"],
    ["lib/server/ecs/kept.ts", "@alicloud/ecs20140526"],
    ["lib/server/db/kept.ts", "pg"],
    ["lib/server/audit/kept.ts", "@/lib/server/db/kept"],
    ["lib/server/services/kept.ts", "@/lib/server/audit/kept"],
    ["components/templates/kept.ts", "@/lib/queries/kept"],
    ["app/kept.ts", "@/components/templates/kept"],
    ["emulator/kept.ts", "./kept-too"],
    ["emulator/kept-too.ts", ""],
  ];
  const tree = mkdtempSync(join(tmpdir(), "house-"));
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  function plant(path: string, text: string): void {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }

  async function cruise(): Promise<{ rule: string; from: string; to: string }[]> {
    for (const [file, imports] of [...PLANTED, ...KEPT]) {
      plant(
        file,
        imports === "" ? "export const x = 1;\n" : `import * as y from "${imports}";\nexport const x = y;\n`,
      );
    }
    // Behind the doorstep, through a file that it may import.
    plant(
      "proxy.ts",
      `${read("proxy.ts")}import * as z from "@/lib/server/doorstep/indirect";\nexport const w = z;\n`,
    );
    for (const name of ["zod", "pg", "next", "@alicloud/ecs20140526"]) {
      plant(
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
      );
      plant(`node_modules/${name}/index.js`, "module.exports = {};\n");
    }
    plant(
      "package.json",
      JSON.stringify({
        dependencies: { zod: "1.0.0", pg: "1.0.0", next: "1.0.0", "@alicloud/ecs20140526": "1.0.0" },
      }),
    );
    cpSync(join(root, "tsconfig.json"), join(tree, "tsconfig.json"));
    cpSync(join(root, ".dependency-cruiser.cjs"), join(tree, ".dependency-cruiser.cjs"));
    const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const roots = readdirSync(tree).filter((name) => name !== "node_modules" && /^[^.]+(\.ts)?$/.test(name));
    const args = [program, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...roots];
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: tree, maxBuffer: 1e8 }, (_error, stdout) => resolve(stdout));
    });
    const { violations } = JSON.parse(output).summary;
    return violations.map((found: { rule: { name: string }; from: string; to: string }) => ({
      ...found,
      rule: found.rule.name,
    }));
  }
  const read = (path: string) => readFileSync(join(tree, path), "utf8");
  const found = cruise();

  it.each(PLANTED)("%s may not import %j", async (file, _imports, rule = "not-in-allowed") => {
    expect((await found).filter(({ from }) => from === file).map((violation) => violation.rule)).toContain(
      rule,
    );
  });

  it.each(KEPT.filter(([file]) => !file.includes("cycle")))("%s may import %j", async (file) => {
    expect((await found).filter(({ from }) => from === file)).toEqual([]);
  });

  it("nothing behind proxy.ts reaches the database", async () => {
    expect(
      (await found).filter(({ from, rule }) => from === "proxy.ts" && rule === "doorstep-is-light"),
    ).not.toEqual([]);
  });
});
