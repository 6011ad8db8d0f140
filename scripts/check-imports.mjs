import { readdirSync } from "node:fs";
import { tool } from "./lib/command.mjs";
import { inRoot } from "./lib/root.mjs";
import { refuse, run, say } from "./lib/say.mjs";

const CODE = /\.(tsx?|mjs|js|cjs)$/;
const NOT_OURS = new Set([
  "node_modules",
  "test-results",
  "playwright-report",
  "next-env.d.ts",
  "coverage",
  "tmp",
]);

/** Every module of the tree, as a path from the root. Folders that begin with a dot are made by tools. */
function modules(folder = "") {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name) || entry.name.startsWith(".")) return [];
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return modules(path);
    return CODE.test(entry.name) ? [path] : [];
  });
}

run(async () => {
  const ours = modules();
  const roots = [...new Set(ours.map((path) => path.split("/")[0]))];
  const args = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", ...roots];
  const { output } = await tool("node_modules/dependency-cruiser/bin/dependency-cruise.mjs", args, {
    quiet: true,
  });
  const start = output.indexOf("{");
  if (start < 0) refuse(output.trim());
  const { modules: cruised, summary } = JSON.parse(output.slice(start));

  for (const { rule, from, to, cycle } of summary.violations) {
    say(`${rule.name}: ${from} -> ${cycle ? cycle.map(({ name }) => name).join(" -> ") : to}`);
  }
  // A checker that read nothing passes: it must have seen every module, and what each of them imports.
  const seen = new Map(cruised.map((module) => [module.source, module]));
  const unseen = ours.filter((path) => !seen.has(path));
  for (const path of unseen) say(`not read: ${path}`);
  if (summary.totalDependenciesCruised < ours.length)
    refuse("The checker saw fewer imports than there are modules.");
  if (summary.violations.length > 0 || unseen.length > 0) refuse("The directions of imports are not kept.");
  say(`${ours.length} modules, ${summary.totalDependenciesCruised} imports, every direction kept.`);
});
