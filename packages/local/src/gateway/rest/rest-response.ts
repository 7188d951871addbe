import { Unproven } from "../../unproven.ts";
import { isRecord } from "../function-output.ts";
import type { ApiResponse } from "../http-message.ts";

/** Keys of an output; any other makes it malformed. */
const OUTPUT_KEYS = ["isBase64Encoded", "statusCode", "headers", "multiValueHeaders", "body"];
/** Headers that REST APIs send under another name. */
const REMAPPED =
  /^(?:authorization|connection|content-length|content-md5|date|expect|host|max-forwards|proxy-authenticate|server|trailer|upgrade|user-agent|www-authenticate)$/i;

type Pair = readonly [name: string, value: string];

/**
 * Makes the response of a proxy integration's output, or undefined where the output is malformed: recorded from
 * AWS in LocalStack's test_aws_proxy_response_payload_format_validation (2024-11).
 */
export function restResponse(
  output: unknown,
  isBinary: (contentType: string) => boolean,
): ApiResponse | undefined {
  if (!isRecord(output) || Object.keys(output).some((key) => !OUTPUT_KEYS.includes(key))) return undefined;
  const { statusCode = 200, headers, multiValueHeaders, body, isBase64Encoded } = output;
  const status = Number(statusCode);
  const pairs = mergeHeaders(headers, multiValueHeaders);
  const isText = body === undefined || body === null || typeof body === "string";
  if (!Number.isInteger(status) || status < 100 || status > 999 || pairs === undefined || !isText)
    return undefined;
  const contentType = pairs.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (contentType === undefined) pairs.push(["Content-Type", "application/json"]);
  const decode = isBase64Encoded === true && isBinary(contentType ?? "application/json");
  return { status, headers: pairs.map(remapped), body: Buffer.from(body ?? "", decode ? "base64" : "utf8") };
}

/** Both kinds merge without regard to case; the multi-value ones come first and decide the spelling. */
function mergeHeaders(headers: unknown, multiValueHeaders: unknown): Pair[] | undefined {
  const merged = new Map<string, { name: string; values: string[] }>();
  for (const [name, values] of entriesOf(multiValueHeaders)) {
    if (!Array.isArray(values)) return undefined;
    merged.set(name.toLowerCase(), { name, values: values.map(String) });
  }
  for (const [name, value] of entriesOf(headers)) {
    if (value === null) throw new Unproven(`the header ${name}, which is null; leave it out`);
    if (typeof value === "object") return undefined;
    const held = merged.get(name.toLowerCase());
    if (held === undefined) merged.set(name.toLowerCase(), { name, values: [String(value)] });
    else if (!held.values.includes(String(value))) held.values.push(String(value));
  }
  return [...merged.values()].map(({ name, values }) => [name, values.join(", ")] as const);
}

/** The name that a REST API gives a header that it does not let through. */
export function remapped([name, value]: Pair): Pair {
  return REMAPPED.test(name) ? [`x-amzn-Remapped-${name}`, value] : [name, value];
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
