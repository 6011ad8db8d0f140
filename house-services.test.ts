import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;
const SERVICES = "lib/server/services/";
/** Callers of a service: what a user can reach, and what nobody asks for. */
const EDGES = ["app/", "lib/actions/"];
const BACKGROUND = "lib/server/background.ts";
/** First statement of a verb: it throws or returns when the role may not. */
const CHECK = /^(?:const \w+ = await denyUnless\w*\(ctx, |requirePermission\(ctx, )/;
const CLOUD_WRITE = /\.(?:deleteTemplate|startBuild|cancelBuild|createTemplate)\s*\(/;
const RECORD = /\b(?:appendAudit|appendOutcome|recordOutcome|settleAttempt|settleRestore)\(/;

type Tree = ReadonlyMap<string, string>;

function tree(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of ["app", "lib", "components"]) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      found.set(path.slice(root.length + 1), readFileSync(path, "utf8"));
    }
  }
  return found;
}

const parse = (path: string, text: string) => ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);

/** Names that a file imports from services as values, with the file each comes from. */
function importsOfServices(path: string, text: string): { from: string; name: string }[] {
  return parse(path, text).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const specifier = statement.moduleSpecifier.text;
    const relative = specifier.startsWith("./")
      ? `lib/server/${specifier.slice(2)}`
      : specifier.replace(/^@\//, "");
    const clause = statement.importClause;
    if (!relative.startsWith(SERVICES) || !clause || clause.isTypeOnly) return [];
    const named = clause.namedBindings;
    if (!named || !ts.isNamedImports(named)) return [{ from: `${relative}.ts`, name: "*" }];
    return named.elements
      .filter((element) => !element.isTypeOnly)
      .map((element) => ({ from: `${relative}.ts`, name: (element.propertyName ?? element.name).text }));
  });
}

/** The function of that name, also one kept in a constant. */
function functionNamed(
  source: ts.SourceFile,
  name: string,
): (ts.SignatureDeclaration & { body?: ts.Node | undefined }) | null {
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: constant, initializer } of statement.declarationList.declarations) {
      const isFunction =
        initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
      if (isFunction && constant.getText(source) === name) return initializer;
    }
  }
  return null;
}

/** `const ref = { regionId: input.regionId, … }`: takes parts of the input, does nothing. */
function onlyNames(statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(
    ({ initializer }) =>
      initializer &&
      ts.isObjectLiteralExpression(initializer) &&
      initializer.properties.every(
        (part) => ts.isPropertyAssignment(part) && ts.isPropertyAccessExpression(part.initializer),
      ),
  );
}

/** What breaks the rules of the services in a tree, one line each. */
function problems(files: Tree): string[] {
  const found: string[] = [];
  for (const [path, text] of files) {
    const isEdge = EDGES.some((edge) => path.startsWith(edge));
    if (isEdge || path === BACKGROUND) {
      for (const { from, name } of importsOfServices(path, text)) {
        const source = parse(from, files.get(from) ?? "");
        const verb = functionNamed(source, name);
        if (!verb) found.push(`${path}: ${name} of ${from} is no function that can be looked at`);
        else if (isEdge) {
          const body = verb.body;
          const first =
            body && ts.isBlock(body) ? body.statements.find((statement) => !onlyNames(statement)) : body;
          if (!CHECK.test(first?.getText(source) ?? ""))
            found.push(`${from}: ${name} does not ask for the role first`);
        } else if (verb.parameters[0]?.type?.getText(source) !== "SystemCtx") {
          found.push(`${from}: ${name} is called by the background without a SystemCtx`);
        }
      }
    }
    if (!CLOUD_WRITE.test(text) || path.startsWith("lib/server/ecs/")) continue;
    if (!path.startsWith(SERVICES)) found.push(`${path}: changes the cloud outside of the services`);
    else if (!RECORD.test(text)) found.push(`${path}: changes the cloud and records nothing`);
  }
  return found;
}

describe("services", () => {
  it("every verb asks for the role first, and whatever changes the cloud is recorded", () => {
    const files = tree();
    const verbs = [...files]
      .filter(([path]) => path.startsWith("lib/actions/"))
      .flatMap(([path, text]) => importsOfServices(path, text));
    expect(verbs.map(({ name }) => name)).toContain("deleteTemplate");
    expect(problems(files)).toEqual([]);
  });

  const CHECKED =
    "export async function verb(ctx: Ctx) { requirePermission(ctx, 'template.read'); return 1; }";
  it.each([
    [
      "lib/actions/x.ts",
      'import { verb } from "@/lib/server/services/x";',
      "export async function verb(ctx: Ctx) { return 1; }",
    ],
    [
      "lib/actions/x.ts",
      'import { verb as v } from "@/lib/server/services/x";',
      "export const verb = async (ctx: Ctx) => ctx.db.rows();",
    ],
    ["app/x/page.tsx", 'import * as x from "@/lib/server/services/x";', CHECKED],
    [
      "app/x/page.tsx",
      'import { verb } from "@/lib/server/services/x";',
      "export async function verb(ctx: Ctx) { await load(ctx); requirePermission(ctx, 'x'); }",
    ],
    [
      "app/x/page.tsx",
      'import { verb } from "@/lib/server/services/x";',
      "export async function verb(ctx: Ctx) { const all = { a: ctx.rows() }; requirePermission(ctx, 'x'); }",
    ],
    [BACKGROUND, 'import { verb } from "./services/x";', CHECKED],
    ["lib/server/y.ts", "", "export async function a(ctx: Ctx) { await ctx.ecs.deleteTemplate(a, b, c); }"],
    ["lib/actions/x.ts", "const z = await ecs.startBuild(1);", CHECKED],
  ])("a planted violation in %s is found: %s %s", (path, text, service) => {
    expect(
      problems(
        new Map([
          [path, text],
          [`${SERVICES}x.ts`, service],
        ]),
      ),
    ).toHaveLength(1);
  });

  it("a verb that asks first is let through", () => {
    const action = 'import { verb } from "@/lib/server/services/x";';
    expect(
      problems(
        new Map([
          ["lib/actions/x.ts", action],
          [`${SERVICES}x.ts`, CHECKED],
        ]),
      ),
    ).toEqual([]);
  });
});
