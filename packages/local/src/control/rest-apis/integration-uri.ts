import type { Account } from "../../config/account.ts";
import { badRequest } from "./rest-api-errors.ts";

const URI = /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:(?<service>[a-z0-9.-]+):(?<rest>.+)$/;
const LAMBDA_PATH =
  /^path\/(?:2015-03-31|2021-11-15)\/functions\/(?<name>[^/]+)\/(?:invocations|response-streaming-invocations)$/;

/** Makes the URI with which an integration names a function. */
export function integrationUri(functionName: string, { region, accountId }: Account): string {
  const arn = functionName.startsWith("arn:")
    ? functionName
    : `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

/** Reads the function that an integration's URI names, as an ARN or name; throws as API Gateway does for another URI. */
export function functionOfUri(uri: string | undefined): string {
  const { service, rest = "" } = URI.exec(uri ?? "")?.groups ?? {};
  if (service === undefined) return badRequest("Invalid ARN specified in the request");
  if (!/^(?:path|action)\//.test(rest))
    return badRequest("AWS ARN for integration must contain path or action");
  const { name } = LAMBDA_PATH.exec(rest)?.groups ?? {};
  if (service !== "lambda" || name === undefined)
    return badRequest(
      `@faultwire/local has integrations with Lambda functions, and no others; uri is ${uri}`,
    );
  if (name.includes("${")) return badRequest(`@faultwire/local has no stage variables; uri is ${uri}`);
  return name;
}
