import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Claim, prove } from "./support/proof";

// The bugs that the delete protocol names, each planted in a copy of the tree: a test must turn red.

type Plant = {
  readonly bug: string;
  readonly file: string;
  /** Must occur in the file, once it is the bug's place. */
  readonly find: string;
  readonly replace: string;
  /** Where the guarantee is tested. */
  readonly tests: readonly string[];
};

const PROTOCOL = "lib/server/services/templates/delete-protocol.test.ts";
const SERVICE_FAULTS = "lib/server/services/faults.test.ts";
const GATEWAY_FAULTS = "lib/server/ecs/faults.test.ts";
const FRESH_READ = "lib/server/services/templates/guard-delete.test.ts";
const RULE = "lib/domain/deletability.test.ts";

const PLANTS: readonly Plant[] = [
  {
    bug: "a delete without an answer is sent again",
    file: "lib/server/services/templates/delete.ts",
    find: "const answer = await ctx.ecs.deleteTemplate(ref.regionId, ref.templateId, intent.signature);",
    replace:
      'const send = () => ctx.ecs.deleteTemplate(ref.regionId, ref.templateId, intent.signature);\n  let answer = await send();\n  if (answer.kind === "unknown") answer = await send();',
    tests: [SERVICE_FAULTS],
  },
  {
    bug: "the gateway tries writes again",
    file: "lib/server/ecs/write.ts",
    find: "const result = await attempt(machine, task, { ...call, mayWait: false });",
    replace:
      'let result = await attempt(machine, task, { ...call, mayWait: false });\n    if (result.kind === "unknown") result = await attempt(machine, task, { ...call, mayWait: false });',
    tests: [GATEWAY_FAULTS],
  },
  {
    bug: "an empty list by ID is taken as gone, when an attempt is settled",
    file: "lib/server/services/templates/look-whether-gone.ts",
    find: 'if (template !== null) return { state: "present", began };',
    replace: 'return { state: template !== null ? "present" : "gone", began };',
    tests: [PROTOCOL],
  },
  {
    bug: "an empty list by ID is taken as gone, when a listing lacks a template",
    file: "lib/server/inventory/vanish.ts",
    find: "!== null) return false;\n  try {",
    replace: "!== null) return false;\n  if (options) return true;\n  try {",
    tests: ["lib/server/inventory/vanish.test.ts"],
  },
  {
    bug: "a word that nobody knows is taken as finished",
    file: "lib/domain/build-status.ts",
    find: "return finished.has(status);\n}\n\n/** True when the word",
    replace: "return finished.has(status) || !running.has(status);\n}\n\n/** True when the word",
    tests: [RULE],
  },
  {
    bug: "an outcome is guessed at the start from what could not be read",
    file: "lib/server/services/templates/reconcile.ts",
    find: 'if (look.state === "unclear") return [gaveUp];',
    replace: 'if (look.state === "unclear") return [{ kind: "present", began: Date.parse(now) }];',
    tests: [PROTOCOL],
  },
  {
    bug: "a read in the first 45 s is taken as proof that nothing will happen",
    file: "lib/domain/attempt.ts",
    find: "if (verdict.began < attempt.openedAt + PRESENT_AFTER_MS) return null;",
    replace: "",
    tests: ["lib/domain/attempt.test.ts"],
  },
  {
    bug: "a 5xx is taken as a refusal",
    file: "lib/server/ecs/classify.ts",
    find: 'if (status >= 500) return { kind: "unknown", why: "server-error", fault };',
    replace: "",
    tests: [GATEWAY_FAULTS],
  },
  {
    bug: "an outcome is written without compare-and-set",
    file: "lib/server/services/templates/settle-attempt.ts",
    find: "if (next === null) return null;",
    replace:
      'if (next === null && verdict.kind !== "present" && verdict.kind !== "unknown") return null;\n    if (next === null) return { transition: { state: "settled", outcome: "failed", late: true }, seq: await appendOutcome(trx, ctx, attempt, "template.delete", "failed", {}) };',
    tests: [PROTOCOL],
  },
  {
    bug: "a late answer overwrites a read that began later",
    file: "lib/server/inventory/record-builds.ts",
    find: "if (row.builds_as_of !== null && row.builds_as_of > read.began) return row;",
    replace: "",
    tests: ["lib/server/inventory/record-builds.test.ts"],
  },
  {
    bug: "a tombstone is ignored",
    file: "lib/server/inventory/record-listing.ts",
    find: "buried.has(template.id) || ",
    replace: "",
    tests: ["lib/server/inventory/record-listing.test.ts"],
  },
  {
    bug: "a listing that failed is taken as an empty one, and rows leave with it",
    file: "lib/server/inventory/record-failure.ts",
    find: "const row = await loadRegion(trx, failure.regionId);",
    replace:
      'await trx.deleteFrom("template").where("region_id", "=", failure.regionId).execute();\n  const row = await loadRegion(trx, failure.regionId);',
    tests: ["lib/server/inventory/record-listing.test.ts"],
  },
  {
    bug: "builds that could not be read make a template deletable",
    file: "lib/server/inventory/record-failure.ts",
    find: "await writeRow(trx, clock, row, { builds_error: failure.code });",
    replace:
      "await writeRow(trx, clock, row, { builds_error: failure.code, deletable: 1, block_reason: null });",
    tests: ["lib/server/inventory/record-builds.test.ts"],
  },
  {
    bug: "builds that are not known make a template deletable",
    file: "lib/domain/deletability.ts",
    find: 'if (facts.builds === null) return { deletable: false, reason: "status-unknown" };',
    replace: "if (facts.builds === null) return { deletable: true };",
    tests: [RULE],
  },
  {
    bug: "a fresh read that failed is taken as no builds",
    file: "lib/server/services/templates/guard-delete.ts",
    find: "const builds = await ctx.ecs.readBuilds(ref.regionId, ref.templateId, options);",
    replace:
      "const builds = await ctx.ecs.readBuilds(ref.regionId, ref.templateId, options).catch(() => []);",
    tests: [FRESH_READ],
  },
  {
    bug: "an answer that lacks a build we know is trusted",
    file: "lib/server/services/templates/guard-delete.ts",
    find: "if (missing.length > 0) throw",
    replace: "if (missing.length > 99) throw",
    tests: [FRESH_READ],
  },
  {
    bug: "the role is not asked for",
    file: "lib/server/services/deny.ts",
    find: 'if (ctx.actor.kind === "member" && may(ctx.actor.role, "template.write")) return null;',
    replace: "if (ctx.actor) return null;",
    tests: [
      "lib/server/services/templates/explain-block.test.ts",
      "lib/server/services/builds/builds.test.ts",
    ],
  },
];

const LEFT_OUT = /^(?:\.git|\.next|\.data|node_modules|test-results)$/;

/** The tree as it stands, with the packages of this one. */
function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), "imagekeeper-planted-"));
  const names = execFileSync("ls", ["-A"], { encoding: "utf8" }).trim().split("\n");
  for (const name of names) if (!LEFT_OUT.test(name)) cpSync(name, join(copy, name), { recursive: true });
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
  return copy;
}

type Report = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** The tests that failed, by name; none when all passed. Throws when nothing was run. */
function redTests(copy: string, tests: readonly string[]): string[] {
  const out = join(copy, "planted.json");
  rmSync(out, { force: true });
  const vitest = join("node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", ...tests, "--bail=1", "--reporter=json", `--outputFile=${out}`];
  spawnSync(process.execPath, args, { cwd: copy, stdio: "ignore" });
  if (!existsSync(out)) throw new Error("the tests did not run");
  const { testResults } = JSON.parse(readFileSync(out, "utf8")) as Report;
  const all = testResults.flatMap((file) => file.assertionResults);
  if (!all.some(({ status }) => status === "passed" || status === "failed"))
    throw new Error("no test was run");
  return all.filter(({ status }) => status === "failed").map(({ fullName }) => fullName.trim());
}

await prove("planted", async ({ option }) => {
  const only = option("only", 0);
  const copy = copyTree();
  const claims: Claim[] = [];
  const raw: { bug: string; file: string; red: string | null }[] = [];
  try {
    const wanted = PLANTS.filter((_, index) => only === 0 || index + 1 === only);
    const files = [...new Set(wanted.flatMap((plant) => plant.tests))];
    const healthy = redTests(copy, files);
    claims.push({
      what: "the same tests are green without a bug",
      tries: files.length,
      failed: healthy.length,
      ...(healthy[0] && { note: healthy[0] }),
    });
    for (const { bug, file, find, replace, tests } of wanted) {
      const path = join(copy, file);
      const source = readFileSync(path, "utf8");
      if (source.split(find).length !== 2) throw new Error(`${file} has no single place for: ${bug}`);
      writeFileSync(
        path,
        source.replace(find, () => replace),
      );
      const red = redTests(copy, tests)[0] ?? null;
      writeFileSync(path, source);
      claims.push({ what: bug, tries: 1, failed: red === null ? 1 : 0, note: red ?? "no test turned red" });
      raw.push({ bug, file, red });
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  return { claims, raw };
});
