import type { DestinationConfig } from "../../config/asynchronous-config.ts";
import { parseFunctionName } from "../../lambda/function-name.ts";
import type { Project } from "../project.ts";

/** A function that something in a template names, or the reason why it is not one that runs here. */
export type FoundFunction =
  | { readonly name: string; readonly qualifier: string | undefined }
  | { readonly why: string };

/** The URI of an integration of API Gateway with a function: its ARN between two fixed parts. */
const URI =
  /^arn:[\w-]+:apigateway:[^:]*:lambda:path\/[\d-]+\/functions\/([^/]+)\/(?:response-streaming-)?invocations$/;

/** Finds the function that a name, a partial ARN, an ARN or the URI of an integration means. */
export function findFunction({ functions, scope }: Project, given: unknown): FoundFunction {
  if (typeof given !== "string") return { why: "it names no function" };
  const [, inside = given] = URI.exec(given) ?? [];
  const parsed = parseFunctionName(inside);
  if (parsed === undefined) return { why: `${given} is not a function` };
  const { region, accountId } = scope.account;
  if ((parsed.region ?? region) !== region || (parsed.accountId ?? accountId) !== accountId)
    return { why: `${parsed.name} is a function of another account or region` };
  if (!functions.has(parsed.name)) return { why: `the function ${parsed.name} does not run here` };
  return { name: parsed.name, qualifier: parsed.qualifier };
}

/** The name of a queue in an ARN or a URL. */
const QUEUE = /^(?:arn:[\w-]+:sqs:[^:]*:\d*:|https:\/\/sqs\.[^/]+\/\d+\/)([\w.-]+)$/;

/** Finds the queue that an ARN or a URL means. */
export function findQueue(
  { queues }: Project,
  given: unknown,
): { readonly name: string } | { readonly why: string } {
  const [, name] = QUEUE.exec(String(given)) ?? [];
  if (name === undefined) return { why: `${String(given)} is not a queue` };
  return queues.has(name) ? { name } : { why: `the queue ${name} is not in the template` };
}

/** Finds the queue or the function that is a destination. */
export function findDestination(
  project: Project,
  given: unknown,
): DestinationConfig | { readonly why: string } {
  const text = String(given);
  if (/^arn:[\w-]+:sqs:/.test(text)) {
    const queue = findQueue(project, text);
    return "why" in queue ? queue : { queue: queue.name };
  }
  if (/^arn:[\w-]+:lambda:/.test(text)) {
    const found = findFunction(project, text);
    return "why" in found ? found : { function: found.name };
  }
  const [, , service = "that"] = text.split(":");
  return { why: `local's destinations are queues and functions; ${service} is not one` };
}
