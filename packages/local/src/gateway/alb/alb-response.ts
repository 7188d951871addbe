import { isRecord, outputOf } from "../function-output.ts";
import type { ApiResponse } from "../http-message.ts";
import type { IntegrationAnswer } from "../integration.ts";

type Pair = readonly [name: string, value: string];

const SERVER: Pair = ["server", "awselb/2.0"];
/** "The load balancer does not honor hop-by-hop headers", and computes the length itself. */
const NOT_HONORED =
  /^(?:connection|content-length|keep-alive|proxy-authenticate|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i;

/** A page that the load balancer makes itself: HTML, without a request id or a type. */
export function albPage(status: number, reason: string): ApiResponse {
  const title = `${status} ${reason}`;
  const lines = [
    "<html>",
    `<head><title>${title}</title></head>`,
    "<body>",
    `<center><h1>${title}</h1></center>`,
    "</body>",
    "</html>",
    "",
  ];
  return { status, headers: [SERVER, ["content-type", "text/html"]], body: lines.join("\r\n") };
}

/** Makes the response of a function's output, or undefined where it failed or the output is malformed. */
export function albResponse(answer: IntegrationAnswer, isMultiValue: boolean): ApiResponse | undefined {
  const { output } = outputOf(answer) ?? {};
  if (!isRecord(output)) return undefined;
  const { statusCode, statusDescription = "", body = "", isBase64Encoded = false } = output;
  const pairs = isMultiValue ? multiValuePairs(output.multiValueHeaders) : singlePairs(output.headers);
  const isStatus =
    typeof statusCode === "number" && Number.isInteger(statusCode) && statusCode >= 200 && statusCode <= 999;
  if (!isStatus || pairs === undefined || typeof body !== "string") return undefined;
  if (typeof statusDescription !== "string" || typeof isBase64Encoded !== "boolean") return undefined;
  const headers = pairs.filter(([name]) => !NOT_HONORED.test(name));
  if (!headers.some(([name]) => name.toLowerCase() === "server")) headers.push(SERVER);
  return {
    status: statusCode,
    reason: statusDescription.replace(/^\d+ /, ""),
    headers,
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
}

function singlePairs(headers: unknown = {}): Pair[] | undefined {
  if (!isRecord(headers)) return undefined;
  const pairs = Object.entries(headers).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  return pairs.length === Object.keys(headers).length ? pairs : undefined;
}

function multiValuePairs(headers: unknown = {}): Pair[] | undefined {
  if (!isRecord(headers)) return undefined;
  const pairs: Pair[] = [];
  for (const [name, values] of Object.entries(headers)) {
    if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) return undefined;
    pairs.push(...values.map((value): Pair => [name, value]));
  }
  return pairs;
}
