import type { Catalog } from "@faultwire/catalog";
import { checkFunction } from "@faultwire/catalog/internal";
import {
  type BedrockAgentEvent,
  type BedrockAgentResponse,
  encodeBedrock,
  encodeBedrockBody,
  isJsonObject,
} from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Answer } from "../answer/answer.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import { concealed, type DisclosedError } from "../answer/disclose.ts";
import { checkHandler, type InvokerHandler } from "../check-wrapper.ts";
import { wrapInvoker } from "../invokers/wrap-invoker.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { readInput } from "../payload/read-input.ts";
import { readParameters } from "./read-parameters.ts";
import { checkAdvice, type ToolOptions, toToolFault } from "./tool-options.ts";

/** The options of {@link wrapBedrockAgent}. */
export interface BedrockAgentOptions<Throws extends Catalog, Input> extends ToolOptions<Throws> {
  /**
   * Validates the parameters and the properties of the request body, as one object. The model learns which of them to
   * correct. Without it the handler gets the event.
   */
  readonly input?: StandardSchemaV1<unknown, Input>;
}

/**
 * Wraps the function of an action group of a Bedrock agent. What the handler returns is the body that the model reads;
 * a response of its own passes as it is. A declared fault becomes a body with name, message and what to do, and
 * the state `REPROMPT`, or for an API the fault's status; any other error the state `FAILURE`, or the status 500.
 *
 * @throws TypeError for options that cannot work.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
 */
export function wrapBedrockAgent<
  Throws extends Catalog,
  Input,
  Event extends BedrockAgentEvent = BedrockAgentEvent,
  Context extends LambdaContext = LambdaContext,
>(
  handler: (input: Input, context: Context, event: Event) => unknown,
  options: BedrockAgentOptions<Throws, Input>,
): (event: Event, context: Context) => Promise<BedrockAgentResponse> {
  const where = "wrapBedrockAgent()";
  checkFunction(where, "the handler", handler);

  async function run(event: Event, context: Context): Promise<unknown> {
    const { input } = options;
    // Without a schema the event is what the handler declares.
    if (!input) return handler(event as unknown as Input, context, event);
    return handler(await readInput(input, { event: readParameters(event) }, "words"), context, event);
  }

  function encode({ disclosure }: DisclosedError, { event }: AnswerContext): Answer<BedrockAgentResponse> {
    // Declared faults and refused inputs: the model can act on them.
    const state = disclosure?.fault ? "REPROMPT" : "FAILURE";
    const fault = toToolFault(disclosure ?? concealed(), options);
    return { returned: encodeBedrock(fault, Object(event), state) };
  }

  const wrapped = wrapInvoker<Event, Context, unknown, BedrockAgentResponse>(run, options, {
    ...{ name: "wrapBedrockAgent", isPublic: true, more: ["input", "advice"] },
    encode,
    encodeResult: (value, event) => (isResponse(value) ? value : encodeBedrockBody(toBody(value), event)),
  });
  checkAdvice(where, options);
  // A third parameter is the event beside an input, and a callback otherwise.
  if (!options.input) checkHandler(where, handler as InvokerHandler<Input, Context, unknown>);
  return wrapped;
}

function isResponse(value: unknown): value is BedrockAgentResponse {
  return isJsonObject(value) && typeof value.messageVersion === "string" && isJsonObject(value.response);
}

function toBody(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
