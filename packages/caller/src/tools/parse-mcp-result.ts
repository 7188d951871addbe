import { type Catalog, type Fault, isFault } from "@faultwire/catalog";
import { checkCatalog, checkOptions, checkSchema, isError } from "@faultwire/catalog/internal";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeMcpException } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { throwing } from "../caller.ts";
import { malformed } from "../malformed.ts";
import { neverThrowing } from "../never-throwing.ts";
import type { Outcome } from "../outcome.ts";
import { validateResult } from "../read-result.ts";
import { receiveException } from "../receive-exception.ts";
import { readMcpResult } from "./read-mcp-result.ts";

/** The options of {@link parseMcpResult}. */
export interface McpResultOptions<Output extends StandardSchemaV1 | undefined> {
  /** Validates and revives the value, so that a Date is a Date again. */
  readonly output?: Output;
}

/** The value of a tool: what its schema makes of it, or anything. */
export type McpValue<Output> = Output extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Output>
  : unknown;

const WHERE = "parseMcpResult()";

/**
 * Reads what a call of a tool of the Model Context Protocol came to: resolves with the tool's value, and rejects with the
 * typed fault. It takes the result, the message of JSON-RPC around it, or the promise of either, such as that of
 * `client.callTool()`, whose rejections it reads too.
 *
 * The value is the result's `structuredContent`, or else the JSON of its text, or the text; a result with other content is
 * the value itself.
 *
 * @throws the fault that the tool threw; an `Undeclared` of another tool's error or of an error of JSON-RPC; a
 *   `TransportFault` where no answer came; a `MalformedFault` for a result that cannot be read; a `TypeError` without a
 *   catalog.
 * @example
 * const order = await parseMcpResult(client.callTool({ name: "get-order", arguments: { orderId } }), Orders, {
 *   output: Order,
 * });
 */
export async function parseMcpResult<
  Declared extends Catalog,
  Output extends StandardSchemaV1 | undefined = undefined,
>(result: unknown, catalog: Declared, options: McpResultOptions<Output> = {}): Promise<McpValue<Output>> {
  checkCatalog(WHERE, "catalog", catalog);
  checkOptions(WHERE, options, ["output"]);
  checkSchema(WHERE, "output", options.output);
  // The schema's output, if there is one.
  return settle(result, catalog, options.output) as Promise<McpValue<Output>>;
}

const settle = /* @__PURE__ */ throwing(
  async (
    result: unknown,
    catalog: Catalog,
    output: StandardSchemaV1 | undefined,
  ): Promise<Outcome<unknown, Fault>> => {
    const meta = { attempts: 1 };
    const arrived = await settled(result);
    const read =
      "thrown" in arrived ? () => readThrown(arrived.thrown, catalog) : () => readMcpResult(arrived.value);
    const reading = { value: arrived, catalog, calledAs: parseMcpResult, where: WHERE };
    let value: unknown;
    const fault = neverThrowing({
      ...reading,
      read: () => {
        const answer = read();
        if ("fault" in answer) return answer.fault;
        if ("error" in answer) return toFault(answer.error, catalog);
        value = answer.value;
        return undefined;
      },
    });
    if (fault) return { ok: false, fault, meta };
    const origin = { wire: "json-rpc", payload: "value" in arrived ? arrived.value : undefined } as const;
    const checked = await validateResult(value, output, origin);
    return "fault" in checked ? { ok: false, ...checked, meta } : { ok: true, ...checked, meta };
  },
  ({ value }) => value,
);

/** Waits for a result that is promised. */
async function settled(result: unknown): Promise<{ readonly value: unknown } | { readonly thrown: unknown }> {
  try {
    return { value: await result };
  } catch (thrown) {
    return { thrown };
  }
}

/** Makes the fault of what a client threw in place of a result. */
function readThrown(thrown: unknown, catalog: Catalog): { readonly fault: Fault } {
  if (isFault(thrown)) return { fault: thrown };
  const exception = isError(thrown) ? decodeMcpException(thrown) : undefined;
  if (!exception) return { fault: receiveException(thrown, {}) };
  const { error, isResultRefused } = exception;
  if (!isResultRefused) return { fault: toFault(error, catalog, { cause: thrown }) };
  return {
    fault: malformed({
      message: "The client refused the result that the tool returned",
      issues: `${error.message}. If the result is that of an error, give hasOutputSchema: true to wrapMcpTool()`,
      execution: "started",
      origin: { wire: "json-rpc", payload: thrown },
      cause: thrown,
    }),
  };
}
