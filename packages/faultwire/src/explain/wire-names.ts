import type { Origin } from "@faultwire/catalog";

/** The name of a wire for people, and its page in the documentation. */
export interface WireName {
  readonly name: string;
  readonly page: string;
}

const PAGES = "https://github.com/faultwire/faultwire/blob/main/docs/wires";

const NAMES: Readonly<Record<Origin["wire"], readonly [name: string, page: string]>> = {
  standard: ["the payload of a function error", "function-errors"],
  document: ["an error returned as a document", "document"],
  custom: ["the error object of a custom integration", "custom"],
  http: ["an HTTP response", "http"],
  service: ["a refusal of an AWS service, as its API or SDK reports it", "service-errors"],
  transport: ["an exception of a client", "transport"],
  destination: ["a record of an on-failure destination or event bus", "destinations"],
  "dead-letter": ["a message of a dead-letter queue", "dead-letter"],
  "step-functions": ["the Error and Cause of Step Functions", "step-functions"],
  "event-stream": ["a response stream", "streams"],
  batch: ["a response to a batch of records", "batch"],
  "s3-batch": ["a response to S3 Batch Operations", "s3-batch"],
  appsync: ["an error of AppSync", "appsync"],
  cloudformation: ["the response of a CloudFormation custom resource", "cloudformation"],
  durable: ["an error of a durable execution", "durable"],
  cognito: ["the error of a Cognito trigger", "cognito"],
  bedrock: ["the response of a Bedrock agent's action", "bedrock"],
  "json-rpc": ["a JSON-RPC error or the result of an MCP tool", "json-rpc"],
  log: ["a record of a log", "logs"],
  "x-ray": ["an exception in an X-Ray trace", "x-ray"],
  "fault-json": ["the JSON of a fault", "fault-json"],
};

/** Names the wire of a fault. */
export function nameOfWire(wire: Origin["wire"]): WireName {
  const [name, page] = NAMES[wire];
  return { name, page: `${PAGES}/${page}.md` };
}
