import { randomUUID } from "node:crypto";
import { type AwsRequest, queryParameters } from "../../aws-api/aws-request.ts";
import { type AwsAnswer, escapeXml } from "../../aws-api/error-answer.ts";
import type { SqsError } from "../sqs-error.ts";
import type { SqsMembers } from "./request-input.ts";

const NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

/** Lists by their member, with the name of one element: `AttributeName.1=All`. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeNames: "AttributeName",
  MessageAttributeNames: "MessageAttributeName",
  MessageSystemAttributeNames: "MessageSystemAttributeName",
  Messages: "Message",
  QueueUrls: "QueueUrl",
  queueUrls: "QueueUrl",
  TagKeys: "TagKey",
};
/** The lists of batches: the entries of a request, and the results, which are named after the operation. */
const REQUEST_ENTRY = /^\w+BatchRequestEntry$/;
/** Maps by their member, with the name of one element and those of its key and value. */
const MAPS: Readonly<Record<string, readonly [element: string, key: string, value: string]>> = {
  Attributes: ["Attribute", "Name", "Value"],
  MessageAttributes: ["MessageAttribute", "Name", "Value"],
  MessageSystemAttributes: ["MessageSystemAttribute", "Name", "Value"],
  Tags: ["Tag", "Key", "Value"],
};

/** A parameter's value, or those of the parameters below it: `Attribute.1.Name`. */
type Node = string | Map<string, Node>;

/** Reads the input of a request in the query protocol. Its queue may be named by the path alone. */
export function readQueryInput(request: AwsRequest): SqsMembers {
  const root = new Map<string, Node>();
  for (const [name, value] of queryParameters(request)) insert(root, name.split("."), value);
  for (const name of ["Action", "Version"]) root.delete(name);
  if (!root.has("QueueUrl") && request.path !== "/") root.set("QueueUrl", request.path);
  return membersOf(root);
}

function insert(node: Map<string, Node>, [name = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) return void node.set(name, value);
  const below = node.get(name);
  const inner = below instanceof Map ? below : new Map<string, Node>();
  node.set(name, inner);
  insert(inner, rest, value);
}

function membersOf(node: Map<string, Node>): SqsMembers {
  return Object.fromEntries([...node].map(([name, below]) => memberOf(name, below)));
}

function memberOf(name: string, node: Node): [string, unknown] {
  if (typeof node === "string") return [name, node];
  if (REQUEST_ENTRY.test(name)) return ["Entries", elementsOf(node)];
  const [list] = Object.entries(LISTS).find(([, element]) => element === name) ?? [];
  if (list !== undefined) return [list, elementsOf(node)];
  const [map, [, key, value] = []] = Object.entries(MAPS).find(([, [element]]) => element === name) ?? [];
  if (map === undefined || key === undefined || value === undefined) return [name, membersOf(node)];
  const entries = [...node.values()].map((entry) => (entry instanceof Map ? membersOf(entry) : {}));
  return [map, Object.fromEntries(entries.map((entry) => [entry[key], entry[value]]))];
}

/** In the order of their numbers. */
function elementsOf(node: Map<string, Node>): readonly unknown[] {
  return [...node]
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, element]) => (typeof element === "string" ? element : membersOf(element)));
}

/** Writes an operation's output as XML. */
export function queryAnswer(operation: string, output: SqsMembers): AwsAnswer {
  const members = Object.entries(output).map(([name, value]) => xmlOf(operation, name, value));
  const result = members.length === 0 ? "" : `<${operation}Result>${members.join("")}</${operation}Result>`;
  const requestId = randomUUID();
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return xml(
    200,
    requestId,
    `<${operation}Response xmlns="${NAMESPACE}">${result}${metadata}</${operation}Response>`,
  );
}

/** Writes an error. Of a queue that is not there it has some more words than in JSON. */
export function queryErrorAnswer({ name, queryCode, status, message }: SqsError): AwsAnswer {
  const text = name === "QueueDoesNotExist" ? message.replace(/\.$/, " for this wsdl version.") : message;
  const type = status < 500 ? "Sender" : "Receiver";
  const requestId = randomUUID();
  return xml(
    status,
    requestId,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${type}</Type><Code>${queryCode}</Code><Message>${escapeXml(text)}</Message><Detail/></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

function xml(status: number, requestId: string, root: string): AwsAnswer {
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: `<?xml version="1.0"?>${root}`,
  };
}

function xmlOf(operation: string, name: string, value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) {
    const element = elementName(operation, name);
    return value.map((each) => xmlOf(operation, element, each)).join("");
  }
  if (typeof value !== "object" || value === null) return `<${name}>${escapeXml(String(value))}</${name}>`;
  const [element, key, member] = MAPS[name] ?? [];
  if (element === undefined)
    return `<${name}>${Object.entries(value)
      .map(([inner, each]) => xmlOf(operation, inner, each))
      .join("")}</${name}>`;
  return Object.entries(value)
    .map(
      ([text, each]) =>
        `<${element}>${xmlOf(operation, key ?? "", text)}${xmlOf(operation, member ?? "", each)}</${element}>`,
    )
    .join("");
}

function elementName(operation: string, list: string): string {
  if (list === "Successful") return `${operation}ResultEntry`;
  if (list === "Failed") return "BatchResultErrorEntry";
  return LISTS[list] ?? list;
}
