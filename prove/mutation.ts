import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { EQUAL } from "./mutation/equal";
import { mutantsOf } from "./mutation/mutants";
import { CONFIG, openTests, type Tests } from "./mutation/run-tests";
import { prove } from "./support/proof";

type Target = {
  readonly name: string;
  readonly least: number;
  readonly files: readonly string[];
  readonly tests: readonly string[];
  readonly only: string | null;
};

/** What is mutated, the tests that must notice, and the least share of mutants that they find. */
const TARGETS: readonly Target[] = [
  {
    name: "the rule",
    least: 1,
    files: ["lib/domain/deletability.ts", "lib/domain/build-status.ts"],
    tests: ["lib/domain/deletability.test.ts", "lib/domain/build-status.test.ts"],
    only: null,
  },
  {
    name: "the attempt",
    least: 0.95,
    files: ["lib/domain/attempt.ts"],
    tests: ["lib/domain/attempt.test.ts"],
    only: null,
  },
  {
    name: "the chain",
    least: 0.95,
    files: ["lib/server/audit/canonical.ts", "lib/server/audit/chain.ts", "lib/server/audit/chain-check.ts"],
    tests: [
      "lib/server/audit/canonical.test.ts",
      "lib/server/audit/verify-jsonl.test.ts",
      "lib/server/audit/verify-database.test.ts",
    ],
    only: "^(?!.*postgres)",
  },
  {
    name: "the reconciler",
    least: 0.95,
    files: [
      "lib/server/services/templates/reconcile.ts",
      "lib/server/services/templates/settle-attempt.ts",
      "lib/server/services/templates/look-whether-gone.ts",
    ],
    tests: ["lib/server/services/templates/delete-protocol.test.ts"],
    only: "^(?!.*postgres)",
  },
];
const AT_ONCE = 2;

type Tried = {
  readonly file: string;
  readonly line: number;
  readonly was: string;
  readonly is: string;
  readonly found: boolean;
};

/** Changes the code in every small way, and asks whether the tests notice. Works in copies of the commit. */
await prove("mutation", async ({ option }) => {
  const copies = Array.from({ length: AT_ONCE }, copyOfCommit);
  const from = option("from", 0);
  const targets = TARGETS.slice(from, option("to", TARGETS.length));
  const claims = [];
  const raw: { readonly name: string; readonly mutants: readonly Tried[] }[] = [];
  try {
    for (const { name, least, files, tests, only } of targets) {
      const there = tests.filter((test) => readable(test));
      const suites = await Promise.all(copies.map((copy) => openTests(copy, there, only)));
      for (const suite of suites)
        if (await suite.failAfter(join(copies[0] ?? "", files[0] ?? "")))
          throw new Error(`${name}: its tests fail before anything is changed`);
      const waiting = files.flatMap((file) =>
        mutantsOf(readFileSync(join(copies[0] ?? "", file), "utf8"))
          .filter(
            ({ was, is, line }) =>
              !EQUAL.some(
                (one) => one.file === file && one.was === was && one.is === is && (one.line ?? line) === line,
              ),
          )
          .map((mutant) => ({ file, mutant })),
      );
      const tried: Tried[] = [];
      const work = async (copy: string, suite: Tests) => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const { file, mutant } = next;
          const path = join(copy, file);
          const original = readFileSync(path, "utf8");
          writeFileSync(path, mutant.text);
          const found = await suite.failAfter(path);
          writeFileSync(path, original);
          const { line, was, is } = mutant;
          tried.push({ file, line, was, is, found });
          if (!found) console.log(`survived ${file}:${line}  ${was.slice(0, 60)}  ->  ${is}`);
        }
        await suite.close();
      };
      await Promise.all(suites.map((suite, index) => work(copies[index] ?? "", suite)));
      const found = tried.filter((one) => one.found).length;
      const share = tried.length === 0 ? 0 : found / tried.length;
      claims.push({
        what: `${name}: the tests find at least ${least * 100} % of its mutants`,
        tries: tried.length,
        failed: share >= least ? 0 : tried.length - found,
        note: `${found} of ${tried.length}, ${(share * 100).toFixed(1)} %`,
      });
      raw.push({ name, mutants: tried });
    }
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  }
  return { claims, raw: { equal: EQUAL, targets: raw } };
});

function readable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

function copyOfCommit(): string {
  const folder = mkdtempSync(join(tmpdir(), "imagekeeper-mutation-"));
  execFileSync("sh", ["-c", `git archive HEAD | tar -x -C '${folder}'`]);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "vitest.mutation.ts"), CONFIG);
  return folder;
}
