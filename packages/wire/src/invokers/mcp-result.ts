import { encodeDocument, type LambdaError } from "../function-error/document.ts";
import { isJsonObject } from "../json.ts";
import type { FaultData } from "../wire-error.ts";
import { toModelLine } from "./model-text.ts";
import { type AdvisedFault, adviseModel } from "./tool-advice.ts";

/**
 * The key of a fault's document in `_meta`, where a tool has an `outputSchema`: clients check `structuredContent`
 * against it, that of errors too.
 *
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic#_meta
 */
export const FAULT_META_KEY = "io.github.faultwire/fault";

/** The result of a tool that failed, as servers of the Model Context Protocol return it. */
export interface McpToolError {
  readonly isError: true;
  /** The text for the model. */
  readonly content: [{ type: "text"; text: string }];
  /** The fault for the calling program. */
  readonly structuredContent?: Record<string, unknown>;
  /** The fault for the calling program, of a tool with an `outputSchema`. */
  readonly _meta?: Record<string, unknown>;
  /** Other members that results may have, as the protocol's types demand. */
  readonly [member: string]: unknown;
}

/** A fault with what the author says about it to models. */
export type ToolFault = FaultData & Pick<AdvisedFault, "isPromised" | "advice">;

/** Writes a fault as the result of a tool. Never throws. */
export function encodeMcpResult(fault: ToolFault, hasOutputSchema = false): McpToolError {
  const document: LambdaError = encodeDocument(fault, "");
  const result = { isError: true, content: [{ type: "text", text: encodeToolText(fault) }] } as const;
  // An interface has no index signature; the members of results are free.
  const place = { ...document } as Record<string, unknown>;
  return hasOutputSchema
    ? { ...result, content: [...result.content], _meta: { [FAULT_META_KEY]: place } }
    : { ...result, content: [...result.content], structuredContent: place };
}

/**
 * Writes the text that a model reads: the name and the message in the first line, and then what to do. For an input
 * that was refused, the issues follow, one a line.
 */
export function encodeToolText(fault: ToolFault): string {
  const { errorType, message } = fault;
  const head = toModelLine(message === "" ? errorType : `${errorType}: ${message}`);
  return [head, adviseModel(fault), ...issueLines(fault)].join("\n");
}

/** As many issues as a model can act on at once. */
const ISSUE_LIMIT = 20;

function issueLines({ errorType, details }: ToolFault): string[] {
  if (errorType !== "ValidationFailed" || !isJsonObject(details) || !Array.isArray(details.issues)) return [];
  return details.issues
    .slice(0, ISSUE_LIMIT)
    .filter(isJsonObject)
    .map(({ path, message }) => `- ${path ? `${path}: ` : ""}${message}`)
    .map((line) => toModelLine(line, 200));
}
