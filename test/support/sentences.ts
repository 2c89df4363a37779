import { readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import ts from "typescript";

/** A sentence of the source that people are told; what is filled in stands as `{0}`, `{1}` in order. */
export interface Said {
  readonly text: string;
  /** File and line. */
  readonly at: string;
}

export interface Sentences {
  readonly said: readonly Said[];
  /** What is told and cannot be followed to its words, as `file: expression`. */
  readonly unknown: readonly string[];
}

/** Which argument of which error tells people what is wrong. */
const toldBy: Readonly<Record<string, number>> = {
  ProblemError: 1,
  ItemError: 1,
  ConnectorError: 2,
  AdministrationError: 1,
  StoreError: 1,
  MailError: 1,
};
/** Of what the doctor finds: what he says, then what mends it. */
const toldByDoctor: ReadonlySet<string> = new Set(["well", "soon", "wrong", "failed"]);
/** Where a schema's check takes its sentence. */
const toldByCheck: Readonly<Record<string, number>> = {
  ...{ int: 0, min: 1, max: 1, regex: 1, refine: 1, includes: 1, custom: 1 },
};
/** Read on a console or in a log only, or never in production. */
const notForPeople =
  /^server\/(cli|backup|offline|simulate|api\/operator|connectors\/memory|store\/memory)\b/;

/**
 * All sentences by which the server refuses something, followed through constants, tables, conditions,
 * parameters and functions to where they are written.
 * @param elsewhere functions whose answers are told in a way that cannot be followed, as `file name`,
 *   each with what is told: `{}` is the answer
 */
export function sentencesOf(elsewhere: Readonly<Record<string, string>>): Sentences {
  const program = programOf(sourcesIn("server"));
  const nodes = program
    .getSourceFiles()
    .flatMap((source) => (notForPeople.test(fileOf(source)) ? [] : nodesIn(source)));
  const { textsOf, argumentsFor, valueOf } = reader(program.getTypeChecker(), nodes);
  const said = new Map<string, string>();
  const unknown = new Set<string>();

  const tell = (node: ts.Expression, as = "{}"): void => {
    // Of alternatives each: that one is unknown hides none of the others.
    const several = ts.isConditionalExpression(node)
      ? [node.whenTrue, node.whenFalse]
      : isEither(node)
        ? [node.left, node.right]
        : [...argumentsFor(node), ...valueOf(node)];
    for (const one of several) tell(one, as);
    if (several.length > 0) return;
    const texts = textsOf(node);
    if (texts === null) unknown.add(`${fileOf(node)}: ${node.getText()}`);
    const source = node.getSourceFile();
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    for (const text of texts ?? []) {
      said.set(numbered(as.replace("{}", text)), `${fileOf(node)}:${line}`);
    }
  };

  for (const node of nodes) {
    if (ts.isNewExpression(node)) {
      const told = node.arguments?.[toldBy[node.expression.getText()] ?? -1];
      if (told !== undefined) tell(told);
    } else if (ts.isPropertyAssignment(node)) {
      if (isTold(node)) tell(node.initializer);
    } else if (ts.isCallExpression(node)) {
      const told = toldByCheckIn(node);
      if (told !== undefined) tell(told);
      const isFinding =
        isIn(node, "server/api/doctor") && toldByDoctor.has(node.expression.getText());
      if (isFinding) for (const words of node.arguments.slice(0, 2)) tell(words);
    } else if (ts.isFunctionDeclaration(node)) {
      const as = elsewhere[`${fileOf(node)} ${node.name?.text ?? ""}`];
      if (as !== undefined) for (const answer of answersIn(node)) tell(answer, as);
    }
  }
  return { said: [...said].map(([text, at]) => ({ text, at })), unknown: [...unknown].sort() };
}

type Texts = readonly string[] | null;

/** Follows expressions to their words. @param nodes all in which a function may be called */
function reader(checker: ts.TypeChecker, nodes: readonly ts.Node[]) {
  const symbolOf = (node: ts.Node): ts.Symbol | undefined => {
    const symbol = checker.getSymbolAtLocation(node);
    const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  };
  const calls = new Map<ts.Symbol | undefined, ts.CallExpression[]>();
  for (const call of nodes.filter(ts.isCallExpression)) {
    const callee = symbolOf(call.expression);
    calls.set(callee, [...(calls.get(callee) ?? []), call]);
  }

  /** What is given for a parameter of a function that has a name; none for any other expression. */
  const argumentsFor = (node: ts.Node): readonly ts.Expression[] => {
    const parameter = ts.isIdentifier(node) ? symbolOf(node)?.valueDeclaration : undefined;
    if (parameter === undefined || !ts.isParameter(parameter)) return [];
    const { parent } = parameter;
    const holder = ts.isFunctionDeclaration(parent) ? parent : parent.parent;
    const isNamed = ts.isFunctionDeclaration(holder) || ts.isVariableDeclaration(holder);
    const callee = isNamed && holder.name !== undefined ? symbolOf(holder.name) : undefined;
    const at = parent.parameters.indexOf(parameter);
    return callee === undefined
      ? []
      : (calls.get(callee) ?? []).flatMap((call) => call.arguments[at] ?? []);
  };

  /** What a constant holds, where it is chosen from alternatives. */
  const valueOf = (node: ts.Node): readonly ts.Expression[] => {
    const constant = ts.isIdentifier(node) ? symbolOf(node)?.valueDeclaration : undefined;
    const isValue = constant !== undefined && ts.isVariableDeclaration(constant);
    const value = isValue && ts.isIdentifier(constant.name) ? constant.initializer : undefined;
    return value !== undefined && (isEither(value) || ts.isConditionalExpression(value))
      ? [value]
      : [];
  };

  /** Every text that an expression can come to; `null` where one of them cannot be followed. */
  const textsOf = (node: ts.Node, within: readonly ts.Node[] = []): Texts => {
    if (within.includes(node)) return null;
    const into = (one: ts.Node): Texts => textsOf(one, [...within, node]);
    const all = (ones: readonly ts.Node[]): Texts => {
      const found = ones.map(into);
      const isKnown = found.length > 0 && !found.includes(null);
      return isKnown ? [...new Set(found.flatMap((one) => one ?? []))] : null;
    };
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) return filled(node, into);
    if (isNothing(node)) return [];
    if (ts.isConditionalExpression(node)) return all([node.whenTrue, node.whenFalse]);
    if (ts.isBinaryExpression(node)) {
      const { left, operatorToken, right } = node;
      return operatorToken.kind === ts.SyntaxKind.PlusToken
        ? joined(into(left), into(right))
        : all([left, right]);
    }
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isElementAccessExpression(node) ||
      ts.isCallExpression(node)
    ) {
      return into(node.expression);
    }
    if (ts.isObjectLiteralExpression(node)) {
      return all(node.properties.filter(ts.isPropertyAssignment).map((one) => one.initializer));
    }
    if (ts.isArrowFunction(node) || ts.isFunctionDeclaration(node)) return all(answersIn(node));
    if (!ts.isIdentifier(node)) return null;
    const given = argumentsFor(node);
    if (given.length > 0) return all(given);
    const declared = symbolOf(node)?.valueDeclaration;
    if (declared === undefined) return null;
    if (ts.isFunctionDeclaration(declared)) return into(declared);
    const isValue = ts.isVariableDeclaration(declared) && ts.isIdentifier(declared.name);
    return isValue && declared.initializer !== undefined ? into(declared.initializer) : null;
  };
  return { textsOf, argumentsFor, valueOf };
}

/** Where the words of what is filled in are known they are part of the sentence, else somebody's own. */
function filled(
  { head, templateSpans }: ts.TemplateExpression,
  into: (node: ts.Node) => Texts,
): readonly string[] {
  let texts: readonly string[] = [head.text];
  for (const { expression, literal } of templateSpans) {
    const words = into(expression) ?? [];
    const put = words.length === 0 ? ["{}"] : words;
    texts = texts.flatMap((text) => put.map((one) => `${text}${one}${literal.text}`));
  }
  return texts;
}

/** A fact of a refusal, or of what is set aside or refused at a sign-in, that people read. */
function isTold(node: ts.PropertyAssignment): boolean {
  switch (node.name.getText()) {
    case "remedy":
      return !isIn(node, "server/api/contract");
    case "told":
      return isIn(node, "server/auth") || isIn(node, "server/wiring/sign-in.ts");
    case "reason":
      return (
        isIn(node, "server/engine") &&
        node.parent.properties.some((one) => one.name?.getText() === "nextTryAt")
      );
    case "message":
      return isIn(node, "server/api/contract") && ts.isStringLiteralLike(node.initializer);
    default:
      return false;
  }
}

/** What a schema of the contract says of what it refuses. */
function toldByCheckIn(call: ts.CallExpression): ts.Expression | undefined {
  const { expression: callee, arguments: given } = call;
  if (!isIn(call, "server/api/contract") || !ts.isPropertyAccessExpression(callee))
    return undefined;
  const told = given[toldByCheck[callee.name.text] ?? -1];
  const isSentence =
    told !== undefined && (ts.isStringLiteralLike(told) || ts.isTemplateExpression(told));
  return isSentence ? told : undefined;
}

/** Our files alone: what comes from npm tells nothing here, and takes most of the time to read. */
function programOf(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = { noLib: true, types: [], allowImportingTsExtensions: true };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) => {
      if (!text.startsWith(".")) return { resolvedModule: undefined };
      const resolvedFileName = resolve(from, "..", text);
      return { resolvedModule: { resolvedFileName, extension: ts.Extension.Ts } };
    });
  return ts.createProgram(files, options, host);
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => resolve(folder, file));
}

function nodesIn(source: ts.SourceFile): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const look = (node: ts.Node): void => {
    found.push(node);
    node.forEachChild(look);
  };
  source.forEachChild(look);
  return found;
}

/** What a function answers; not what functions inside it do. */
function answersIn({ body }: ts.ArrowFunction | ts.FunctionDeclaration): readonly ts.Expression[] {
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    node.forEachChild(look);
  };
  body.forEachChild(look);
  return found;
}

function joined(before: Texts, after: Texts): Texts {
  if (before === null || after === null) return null;
  return before.flatMap((one) => after.map((other) => one + other));
}

function isEither(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

function isNothing(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined")
  );
}

/** @param place a folder or a file, from the root */
function isIn(node: ts.Node, place: string): boolean {
  const file = fileOf(node);
  return file === place || file.startsWith(`${place}/`);
}

/** As it is spelled from the root. */
function fileOf(node: ts.Node): string {
  return relative(process.cwd(), node.getSourceFile().fileName).replaceAll("\\", "/");
}

function numbered(text: string): string {
  let at = 0;
  return text.replace(/\{\}/g, () => `{${at++}}`);
}
