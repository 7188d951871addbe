import type { Catalog } from "@faultwire/catalog";
import { encodeMcpResult, type McpToolError } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Answer } from "../answer/answer.ts";
import { concealed, type DisclosedError } from "../answer/disclose.ts";
import { checkHandler } from "../check-wrapper.ts";
import { read, readText } from "../foreign/safe-read.ts";
import type { ResultOf } from "../handler-types.ts";
import { wrapInvoker } from "../invokers/wrap-invoker.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { readInput } from "../payload/read-input.ts";
import { checkAdvice, type ToolOptions, toToolFault } from "./tool-options.ts";

/** The options of {@link wrapAgentCoreTool}. */
export interface AgentCoreToolOptions<Throws extends Catalog, Input> extends ToolOptions<Throws> {
  /** Validates the arguments of the tool. The model learns which of them to correct. */
  readonly input?: StandardSchemaV1<unknown, Input>;
}

/**
 * Wraps a function that is a target of an AgentCore Gateway: the event is the arguments of the tool, and the result goes to
 * the model. A declared fault is returned as the result of a tool that failed, because of what a function throws the
 * gateway tells the model that an internal error occurred and to try again.
 *
 * @throws TypeError for options that cannot work.
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-add-target-lambda.html
 */
export function wrapAgentCoreTool<
  Throws extends Catalog,
  Input,
  Value,
  Context extends LambdaContext = LambdaContext,
>(
  // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  handler: (input: Input, context: Context, callback: never) => Promise<Value> | Value | void,
  options: AgentCoreToolOptions<Throws, Input>,
): (event: unknown, context: Context) => Promise<ResultOf<Value> | McpToolError> {
  const where = "wrapAgentCoreTool()";
  const run = checkHandler(where, handler);

  function encode({ disclosure = concealed() }: DisclosedError): Answer<ResultOf<Value> | McpToolError> {
    return { returned: encodeMcpResult(toToolFault(disclosure, options)) };
  }

  async function call(event: unknown, context: Context): Promise<Value> {
    const { input } = options;
    // Without a schema the event is what the handler declares.
    const given = input ? await readInput(input, { event }, "words") : (event as Input);
    // A void stands for a callback, which is refused.
    return (await run(given, context)) as Value;
  }

  const wrapped = wrapInvoker<unknown, Context, Value, ResultOf<Value> | McpToolError>(call, options, {
    ...{ name: "wrapAgentCoreTool", isPublic: true, more: ["input", "advice"] },
    encode,
  });
  checkAdvice(where, options);
  return wrapped;
}

/**
 * Reads the name of the tool that an AgentCore Gateway calls, without the name of the target before it; undefined for
 * an invocation by anything else. A function can be several tools.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-tool-naming.html
 */
export function agentCoreToolName(context: unknown): string | undefined {
  const name = readText(read(read(context, "clientContext"), "custom"), "bedrockAgentCoreToolName");
  return name?.slice(name.indexOf(SEPARATOR) + (name.includes(SEPARATOR) ? SEPARATOR.length : 1));
}

/** Between the name of a target and that of its tool. */
const SEPARATOR = "___";
