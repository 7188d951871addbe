import ts from "typescript";
import type { Source } from "./sources.ts";

/** A comment of a TypeScript file. Line comments on consecutive lines are one. */
export interface Comment {
  /** The text without its marks. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isDoc: boolean;
  /** The node that a doc comment describes. */
  readonly subject?: ts.Node | undefined;
}

/** The comments of a file, in order. */
export function commentsOf({ tree }: Source): Comment[] {
  const comments: Comment[] = [];
  const seen = new Set<number>();
  for (const [range, node] of rangesOf(tree)) {
    if (seen.has(range.pos)) continue;
    seen.add(range.pos);
    const raw = tree.text.slice(range.pos, range.end);
    const before = comments.at(-1);
    const isLine = raw.startsWith("//");
    const text = raw
      .replace(/^\/\*+|\*\/$|^\/\/+/g, "")
      .replace(/^[ \t]*\*(?: |$)/gm, "")
      .trim();
    if (isLine && before && follows(tree, before, range.pos))
      comments[comments.length - 1] = { ...before, text: `${before.text}\n${text}`, end: range.end };
    else {
      const isDoc = raw.startsWith("/**");
      comments.push({ text, start: range.pos, end: range.end, isDoc, subject: isDoc ? node : undefined });
    }
  }
  return comments;
}

/** Every comment range with the node that it leads or trails. Outer nodes come first. */
function rangesOf(tree: ts.SourceFile): (readonly [ts.CommentRange, ts.Node])[] {
  const found: (readonly [ts.CommentRange, ts.Node])[] = [];
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(tree.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(tree.text, node.end) ?? []),
    ];
    if (node.kind !== ts.SyntaxKind.SourceFile && node.kind !== ts.SyntaxKind.SyntaxList)
      for (const range of ranges) found.push([range, node]);
    for (const child of node.getChildren(tree)) if (!isDocNode(child)) visit(child);
  };
  visit(tree);
  return found.sort(([one], [other]) => one.pos - other.pos);
}

function isDocNode(node: ts.Node): boolean {
  return node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode;
}

/** Whether a line comment at `position` continues the one before. */
function follows(tree: ts.SourceFile, before: Comment, position: number): boolean {
  const between = tree.text.slice(before.end, position);
  return !before.isDoc && tree.text.startsWith("//", before.start) && /^\r?\n[ \t]*$/.test(between);
}
