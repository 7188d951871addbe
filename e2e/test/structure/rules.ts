import ts from "typescript";
import { type Comment, commentsOf } from "./comments.ts";
import { exportsOf, placeOf, type Source, walk } from "./sources.ts";
import { NAMES, OPENING, PHRASES, WHOLE_NAMES } from "./words.ts";

/* The rules of a file. Each returns its violations as texts that begin with their place, `path:line`. */

/** The refused phrases of a text, each with what to write in its place. */
export function phrasesIn(text: string): string[] {
  const oneLine = text.replace(/\s+/g, " ");
  return PHRASES.flatMap(({ pattern, instead }) => {
    const [found] = pattern.exec(oneLine) ?? [];
    return found === undefined ? [] : [`"${found}" (write: ${instead})`];
  });
}

/** Refused phrases in a document, paragraph by paragraph. */
export function phrasesOfDocument(path: string, text: string): string[] {
  const violations: string[] = [];
  let line = 1;
  for (const paragraph of text.split(/(?<=\n)(?=\n|[-#|])/)) {
    violations.push(...phrasesIn(paragraph).map((phrase) => `${path}:${line}: ${phrase}`));
    line += paragraph.split("\n").length - 1;
  }
  return violations;
}

/** Refused phrases in comments. */
export function phrasesOfComments(source: Source): string[] {
  return commentsOf(source).flatMap(({ text, start }) =>
    phrasesIn(text).map((phrase) => `${placeOf(source, start)}: ${phrase}`),
  );
}

/** Refused phrases in messages, and in the titles of tests. */
export function phrasesOfTexts(source: Source): string[] {
  const violations: string[] = [];
  walk(source.tree, (node) => {
    if (!ts.isStringLiteral(node) && !ts.isTemplateLiteral(node)) return;
    if (source.isTest && !isTitle(node)) return;
    for (const phrase of phrasesIn(node.getText()))
      violations.push(`${placeOf(source, node.getStart())}: ${phrase}`);
  });
  return violations;
}

function isTitle({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && /^(?:test|it|describe)\b/.test(parent.expression.getText());
}

/** Refused names of declarations. */
export function refusedNames(source: Source): string[] {
  const violations = new Map<string, string>();
  walk(source.tree, (node) => {
    if (!ts.isIdentifier(node) || !isNameOfDeclaration(node)) return;
    const words = node.text.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
    const instead = WHOLE_NAMES.get(node.text) ?? words.map((word) => NAMES.get(word)).find(Boolean);
    if (instead)
      violations.set(node.text, `${placeOf(source, node.getStart())}: ${node.text} (write: ${instead})`);
  });
  return [...violations.values()];
}

function isNameOfDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  const isDeclaration =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionLike(parent) ||
    ts.isClassLike(parent) ||
    ts.isTypeElement(parent) ||
    ts.isClassElement(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent);
  return isDeclaration && parent.name === node;
}

/** Comments that begin with a clause. `Whether` may begin the comment of something that is true or false. */
export function clausesOfComments(source: Source): string[] {
  return commentsOf(source)
    .filter(({ text }) => OPENING.test(text))
    .filter((comment) => !(comment.text.startsWith("Whether") && isTrueOrFalse(comment)))
    .map(({ text, start }) => `${placeOf(source, start)}: ${text.split("\n")[0]}`);
}

function isTrueOrFalse({ subject }: Comment): boolean {
  if (!subject) return false;
  const owner = ts.isModifier(subject) ? subject.parent : subject;
  const declaration = ts.isVariableStatement(owner) ? owner.declarationList.declarations[0] : owner;
  const { type, initializer } = (declaration ?? {}) as { type?: ts.Node; initializer?: ts.Node };
  const text = type?.getText() ?? initializer?.getText() ?? "";
  return /\bboolean\b|^\w+ is |^(?:true|false)$/.test(text) || /\): boolean =>/.test(text);
}

/** Exported declarations without a doc comment. One of several overloads describes them all. */
export function undocumented(source: Source): string[] {
  const described = new Set(
    commentsOf(source)
      .filter(({ isDoc }) => isDoc)
      .map(({ end }) => source.tree.text.slice(end).search(/\S/) + end),
  );
  const isDescribed = ([, node]: readonly [string, ts.Node]): boolean => described.has(node.getStart());
  const all = exportsOf(source);
  const names = new Set(all.filter(isDescribed).map(([name]) => name));
  return all
    .filter(([name]) => !names.has(name))
    .map(([name, node]) => `${placeOf(source, node.getStart())}: ${name} has no doc comment`);
}

/** Casts without a reason in a comment on their line, or at most three lines above. */
export function bareCasts(source: Source): string[] {
  const { tree } = source;
  const lineOf = (position: number): number => tree.getLineAndCharacterOfPosition(position).line;
  const reasons = commentsOf(source)
    .filter(({ isDoc }) => !isDoc)
    .map(({ start, end }) => ({ first: lineOf(start), last: lineOf(end) }));
  const violations: string[] = [];
  walk(tree, (node) => {
    if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return;
    if (node.type.getText() === "const") return;
    const line = lineOf(node.type.getStart());
    if (!reasons.some(({ first, last }) => first <= line && last >= line - 3))
      violations.push(`${placeOf(source, node.type.getStart())}: ${node.getText().split("\n")[0]}`);
  });
  return violations;
}

/** The names of exported types that are declared more than once, each with the places of its declarations. */
export function typesDeclaredTwice(
  sources: readonly Source[],
): (readonly [name: string, places: string[]])[] {
  const places = new Map<string, string[]>();
  for (const source of sources)
    for (const [name, node] of exportsOf(source))
      if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node))
        places.set(name, [...(places.get(name) ?? []), placeOf(source, node.getStart())]);
  return [...places].filter(([, found]) => found.length > 1).sort();
}
