import ts from "typescript";

/** One change of a source text. */
export type Mutant = {
  readonly line: number;
  readonly was: string;
  readonly is: string;
  readonly text: string;
};

const SWAPS: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ["!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ["==="],
  [ts.SyntaxKind.LessThanToken]: ["<=", ">="],
  [ts.SyntaxKind.LessThanEqualsToken]: ["<", ">"],
  [ts.SyntaxKind.GreaterThanToken]: [">=", "<="],
  [ts.SyntaxKind.GreaterThanEqualsToken]: [">", "<"],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ["||"],
  [ts.SyntaxKind.BarBarToken]: ["&&"],
  [ts.SyntaxKind.PlusToken]: ["-"],
  [ts.SyntaxKind.MinusToken]: ["+"],
  [ts.SyntaxKind.AsteriskToken]: ["/"],
};
/** Methods whose going, or whose opposite, changes what they stand for. */
const METHODS: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  filter: "slice",
  min: "max",
  max: "min",
};

/** Every mutant of a source: operators, conditions, literals, returns, statements that do something. */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile("x.ts", source, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const put = (node: ts.Node, is: string) => {
    const [start, end] = [node.getStart(file), node.getEnd()];
    const was = source.slice(start, end);
    if (was === is) return;
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    mutants.push({ line, was, is, text: source.slice(0, start) + is + source.slice(end) });
  };
  const visit = (node: ts.Node): void => {
    if (isSilent(node)) return;
    if (ts.isBinaryExpression(node))
      for (const swap of SWAPS[node.operatorToken.kind] ?? []) put(node.operatorToken, swap);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      put(node, node.operand.getText(file));
    if (ts.isConditionalExpression(node)) {
      put(node.condition, "true");
      put(node.condition, "false");
    }
    if (ts.isIfStatement(node)) {
      put(node.expression, "true");
      put(node.expression, "false");
    }
    if (ts.isStringLiteral(node)) put(node, node.text === "" ? '"mutant"' : '""');
    if (ts.isNumericLiteral(node)) put(node, String(Number(node.text.replaceAll("_", "")) + 1));
    if (node.kind === ts.SyntaxKind.TrueKeyword) put(node, "false");
    if (node.kind === ts.SyntaxKind.FalseKeyword) put(node, "true");
    if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) put(node, "[]");
    if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent)) {
      const other = METHODS[node.name.text];
      if (other) put(node.name, other);
    }
    if (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression)) put(node, ";");
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

/** Types, imports and the words of thrown errors are no behaviour that a test could see. */
function isSilent(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node)
  );
}
