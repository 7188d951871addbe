import type { Catalog } from "@faultwire/catalog";
import { checkFunction } from "@faultwire/catalog/internal";
import { encodeMcpResult, type McpToolError } from "@faultwire/wire";
import { type Answer, deliver } from "../answer/answer.ts";
import { idsOf, reportSettings } from "../answer/answer-context.ts";
import { answerError } from "../answer/answer-error.ts";
import { cleanError } from "../answer/clean-error.ts";
import { concealed, type DisclosedError } from "../answer/disclose.ts";
import { checkWrapper } from "../check-wrapper.ts";
import { read } from "../foreign/safe-read.ts";
import { report } from "../report/report.ts";
import { unlessError } from "../unless-error.ts";
import { checkAdvice, type ToolOptions, toToolFault } from "./tool-options.ts";

/** The options of {@link wrapMcpTool}. */
export interface McpToolOptions<Throws extends Catalog> extends Omit<ToolOptions<Throws>, "guards"> {
  /**
   * Whether the tool is registered with an `outputSchema`. The fault's document is then in `_meta`: clients of the
   * first SDK compare `structuredContent` with that schema, that of errors too, and throw another error.
   *
   * @default false, with a warning in the log once the tool returns `structuredContent`
   */
  readonly hasOutputSchema?: boolean;
}

/** The code by which a tool asks the client to open a page: the SDK sends it on, as the protocol has it. */
const URL_ELICITATION_REQUIRED = -32042;

/**
 * Wraps the handler of a tool of the Model Context Protocol: a declared fault becomes a result with `isError`, a text for
 * the model (name, message, what to do) and the fault's document for the calling program, which reads it with
 * `parseMcpResult`. Of any other error neither learns anything; the log has all of it.
 *
 * @throws TypeError for options that cannot work.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/server/tools#error-handling
 * @example
 * server.registerTool(
 *   "get-order",
 *   { inputSchema: { orderId: z.string() } },
 *   wrapMcpTool(async ({ orderId }) => ({ content: [text(await find(orderId))] }), { throws: Orders }),
 * );
 */
export function wrapMcpTool<Throws extends Catalog, Arguments extends readonly unknown[], Result>(
  handler: (...given: Arguments) => Promise<Result> | Result,
  options: McpToolOptions<Throws>,
): (...given: Arguments) => Promise<Result | McpToolError> {
  const where = "wrapMcpTool()";
  checkFunction(where, "the handler", handler);
  checkWrapper(where, options, { isWithoutGuards: true, more: ["advice", "hasOutputSchema"] });
  checkAdvice(where, options);
  const { hasOutputSchema } = options;
  let isWarned = hasOutputSchema !== undefined;

  function encode({ disclosure = concealed() }: DisclosedError): Answer<McpToolError> {
    return { returned: encodeMcpResult(toToolFault(disclosure, options), hasOutputSchema) };
  }

  return async (...given) => {
    const context = { event: given[0], ...idsOf(undefined), requestId: requestIdOf(given.at(-1)) };
    try {
      const result = unlessError(await handler(...given));
      if (!isWarned && read(result, "structuredContent") !== undefined) {
        isWarned = true;
        report(cleanError("TypeError", UNSTATED), "hasOutputSchema", reportSettings(options, context));
      }
      return result;
    } catch (thrown) {
      if (isElicitation(thrown)) throw thrown;
      const encoding = { isPublic: true, encode };
      return deliver(await answerError(thrown, context, { settings: options, encoding }));
    }
  };
}

const UNSTATED =
  "wrapMcpTool(): the tool returned structuredContent, and hasOutputSchema is not given. Give true if it is registered with an outputSchema: clients compare the structuredContent of errors with it, too. Otherwise give false";

function isElicitation(thrown: unknown): boolean {
  return (
    read(thrown, "code") === URL_ELICITATION_REQUIRED &&
    Array.isArray(read(read(thrown, "data"), "elicitations"))
  );
}

/** Reads the id of the JSON-RPC request off what the SDK passes last; the second SDK has it one level deeper. */
function requestIdOf(extra: unknown): string {
  const id = read(extra, "requestId") ?? read(read(extra, "mcpReq"), "id");
  return typeof id === "string" || typeof id === "number" ? String(id) : "";
}
