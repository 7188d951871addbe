import { fitDetails } from "../dropped-details.ts";
import { decodeMembers, encodeMembers, isStatus } from "../fault-members.ts";
import { asString, fits, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";
import type { ToolFault } from "./mcp-result.ts";
import { toModelJson, toModelLine } from "./model-text.ts";
import { adviseModel } from "./tool-advice.ts";

/** The members of an agent's event that its answer repeats; those of an action group of functions, or of an API. */
export interface BedrockAgentEvent {
  readonly messageVersion: string;
  readonly actionGroup: string;
  readonly function?: string;
  readonly apiPath?: string;
  readonly httpMethod?: string;
}

/** The answer of a function to an agent of Bedrock. */
export interface BedrockAgentResponse {
  readonly messageVersion: string;
  readonly response: JsonObject;
}

/** The states of a function that failed: the agent's request fails, or the model gets the body and goes on. */
export type BedrockState = "FAILURE" | "REPROMPT";

/** In characters. Bedrock takes answers of up to 25 KB, in which the body is a text inside JSON. */
const BODY_LIMIT = 16_000;

/**
 * Writes a fault for an agent of Bedrock: the body is JSON with the name, the message and what to do, which the model
 * reads, and the fault's other members. An action group of an API has a status in place of a state.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
 */
export function encodeBedrock(
  fault: ToolFault,
  event: BedrockAgentEvent,
  state: BedrockState,
): BedrockAgentResponse {
  return encodeBedrockBody(encodeBody(fault), event, { status: fault.status, state });
}

/** Writes a body for an agent of Bedrock: of a success, or with the status and the state of an error. */
export function encodeBedrockBody(
  body: string,
  event: BedrockAgentEvent,
  { status = 200, state }: { readonly status?: number; readonly state?: BedrockState } = {},
): BedrockAgentResponse {
  const { messageVersion, actionGroup, apiPath, httpMethod } = event;
  // Bedrock refuses an answer whose action group is not that of the event.
  const response =
    typeof apiPath === "string"
      ? {
          ...{ actionGroup, apiPath, httpMethod, httpStatusCode: status },
          responseBody: { "application/json": { body } },
        }
      : {
          ...{ actionGroup, function: event.function },
          functionResponse: {
            ...(state !== undefined && { responseState: state }),
            responseBody: { TEXT: { body } },
          },
        };
  return { messageVersion, response };
}

function encodeBody(fault: ToolFault): string {
  const { errorType, message } = fault;
  const head = { errorType, message: toModelLine(message), advice: adviseModel(fault) };
  try {
    return fitDetails(
      fault.details,
      (details) => toModelJson({ ...head, ...encodeMembers(fault, details) }),
      (body) => fits(body, BODY_LIMIT),
    );
  } catch {
    // A cycle or a BigInt.
    return toModelJson({ ...head, ...encodeMembers(fault) });
  }
}

/**
 * Reads a function's answer to an agent of Bedrock, or what the trace of the agent shows of one: a fault that a
 * wrapper wrote, or else its `responseState` as the type, `FAILURE` or `REPROMPT`.
 */
export function decodeBedrock(value: unknown): WireError | undefined {
  const traced = decodeTrace(value);
  if (traced) return traced;
  const response = isJsonObject(value) && "messageVersion" in value ? value.response : undefined;
  if (!isJsonObject(response)) return undefined;
  const state = isJsonObject(response.functionResponse) ? response.functionResponse : response;
  const { httpStatusCode: status } = response;
  // An answer to an action group of OpenAPI may have a status alone.
  if (typeof state.responseState !== "string" && !isStatus(status)) return undefined;
  const [content] = Object.values(isJsonObject(state.responseBody) ? state.responseBody : {});
  const message = isJsonObject(content) ? asString(content.body) : undefined;
  // The function answered.
  const error: WireError = {
    ...{ wire: "bedrock", payload: value, message, execution: "started" },
    errorType: asString(state.responseState),
    status: isStatus(status) ? status : undefined,
  };
  return { ...error, ...decodeBody(message) };
}

/** Reads the body that a wrapper wrote; undefined for any other, which may be a success of its author's. */
function decodeBody(body: string | undefined): Partial<WireError> | undefined {
  const json = body?.startsWith("{") ? parseJson(body) : undefined;
  if (!isJsonObject(json) || typeof json.errorType !== "string") return undefined;
  if (typeof json.message !== "string" || typeof json.advice !== "string") return undefined;
  return { errorType: json.errorType, message: json.message, ...decodeMembers(json) };
}

/**
 * Reads an event of the stream of InvokeAgent, or the trace inside it: the output of an action group, or the text by
 * which the model was asked again.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Observation.html
 */
function decodeTrace(value: unknown): WireError | undefined {
  let trace: unknown = value;
  // An event has the part of a trace, which has the trace.
  for (let depth = 0; depth < 2 && isJsonObject(trace) && isJsonObject(trace.trace); depth += 1)
    trace = trace.trace;
  const orchestration = isJsonObject(trace) ? trace.orchestrationTrace : undefined;
  const observation = isJsonObject(orchestration) ? orchestration.observation : undefined;
  if (!isJsonObject(observation)) return undefined;
  for (const output of [observation.actionGroupInvocationOutput, observation.repromptResponse]) {
    const error = decodeBody(isJsonObject(output) ? asString(output.text) : undefined);
    if (error) return { wire: "bedrock", payload: value, execution: "started", ...error };
  }
  return undefined;
}
