import type { Answer } from "../lambda-function.ts";
import type { CustomIntegration, IntegrationResponse } from "./api-config.ts";
import type { Response } from "./http-message.ts";
import { malformedOutput } from "./rest-response.ts";
import { compileSelectionPattern } from "./selection-pattern.ts";

interface Compiled extends IntegrationResponse {
  readonly matches: ((errorMessage: string) => boolean) | undefined;
}

const BODY = "integration.response.body.";

/**
 * Makes the responses of a custom integration: patterns are tried in order against the `errorMessage` of a function
 * error, and against an empty text for a success; the response without a pattern is the default.
 *
 * @throws TypeError for a pattern or a header mapping that cannot be run.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function customResponder({ responses }: CustomIntegration): (answer: Answer) => Response {
  const compiled = responses.map(compile);
  return (answer) => {
    const errorMessage = answer.failed ? errorMessageOf(answer.body) : "";
    const chosen =
      compiled.find(({ matches }) => matches?.(errorMessage)) ??
      compiled.find(({ matches }) => matches === undefined);
    // "No match for output mapping and no default output mapping configured"
    if (chosen === undefined) return malformedOutput(500);
    const mapped = Object.entries(chosen.headers ?? {}).map(
      ([name, source]) => [name, headerValue(source, answer)] as const,
    );
    const headers = mapped.filter((pair): pair is [string, string] => pair[1] !== undefined);
    return {
      status: chosen.statusCode,
      headers: [["Content-Type", "application/json"], ...headers],
      body: answer.body,
    };
  };
}

function compile(response: IntegrationResponse): Compiled {
  const { selectionPattern, headers = {} } = response;
  for (const [name, source] of Object.entries(headers)) {
    if (/^'.*'$/.test(source) || source.startsWith(BODY)) continue;
    throw new TypeError(
      `header ${name}: a mapping is a text in single quotes or ${BODY}<path>; it is ${source}`,
    );
  }
  return { ...response, matches: selectionPattern ? compileSelectionPattern(selectionPattern) : undefined };
}

function headerValue(source: string, { body, failed }: Answer): string | undefined {
  if (!source.startsWith(BODY)) return source.slice(1, -1);
  const [first = "", ...rest] = source.slice(BODY.length).split(".");
  const held = memberOf(parse(body.toString("utf8")), first);
  // For headers, and only for them, the JSON in a custom error's message is read as JSON.
  const start = failed && first === "errorMessage" && typeof held === "string" ? (parse(held) ?? held) : held;
  const value = rest.reduce<unknown>(memberOf, start);
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}

function errorMessageOf(body: Buffer): string {
  const message = memberOf(parse(body.toString("utf8")), "errorMessage");
  return typeof message === "string" ? message : "";
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: nothing to map from.
    return undefined;
  }
}
