import { inspect } from "node:util";
import { parse } from "@faultwire/caller";
import { defineCatalog } from "@faultwire/catalog";
import { expect, test } from "vitest";
import asynchronous from "../../../cases/async-errors.json" with { type: "json" };
import composed from "../../../cases/composed.json" with { type: "json" };
import functionErrors from "../../../cases/function-errors.json" with { type: "json" };
import httpErrors from "../../../cases/http-errors.json" with { type: "json" };
import reports from "../../../cases/reports.json" with { type: "json" };
import { printExplanation } from "../src/command/print-explanation.ts";
import { explain } from "../src/index.ts";

/* Every recorded payload, as a user pastes it, is explained as the readers of callers read it. */

interface Report {
  readonly id: string;
  readonly via: string;
  readonly as?: string;
  readonly input: unknown;
  readonly status?: number;
  readonly headers?: object;
  readonly functionError?: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

interface Response {
  readonly status: number;
  readonly headers: object;
  readonly body: unknown;
}

const Nothing = defineCatalog("nothing", {});

/** Proofs and advice that fit every fault, and so explain none. */
const SAYS_NOTHING = ["What came does not prove it.", "Nothing was sent to the function."];

// The JSON's type is a union of every report's members.
const told: readonly Report[] = [...(reports as readonly Report[]), ...composed];

function asPasted({ as, input, status, headers = {}, functionError }: Report): string {
  if (as === "exception") return inspect(Object.assign(new Error(), input), { depth: 5 });
  if (status !== undefined) return asCaptured({ status, headers, body: input });
  if (functionError !== undefined) return JSON.stringify({ FunctionError: functionError, Payload: input });
  return typeof input === "string" ? input : JSON.stringify(input);
}

/** As `curl -i` prints a response. */
function asCaptured({ status, headers, body }: Response): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [
    `HTTP/1.1 ${status} Something`,
    ...lines,
    "",
    typeof body === "string" ? body : JSON.stringify(body),
  ].join("\r\n");
}

async function checkExplained(text: string, expected: Readonly<Record<string, unknown>>): Promise<void> {
  const explanations = await explain(text);
  const [first] = explanations;
  const { errorType, status, execution } = expected;
  expect(first, text).toBeDefined();
  const found = explanations.some(
    (each) =>
      isOneOf(each.errorType, errorType) &&
      isOneOf(each.status, status) &&
      isOneOf(each.execution, execution),
  );
  expect(found, `${text}\n${JSON.stringify(explanations, undefined, 1)}`).toBe(true);
  for (const each of explanations) {
    expect(SAYS_NOTHING, text).not.toContain(each.proof);
    expect(each.advice).toMatch(/^[A-Z].*\.$/);
    expect(printExplanation(each)).not.toMatch(/^ {2}\S[\w ]{10} *undefined$/m);
  }
}

function isOneOf(value: unknown, expected: unknown): boolean {
  return (
    expected === undefined || expected === value || (Array.isArray(expected) && expected.includes(value))
  );
}

test.each(
  told.filter(
    ({ as, via, expect: { fault } }) => as !== "logEvents" && via !== "createCaller" && fault !== false,
  ),
)("$id", async (report) => checkExplained(asPasted(report), report.expect));

/** The payloads that are successes are explained by nothing. */
async function checkAsRead(text: string, value: unknown = text): Promise<void> {
  const fault = parse(value, Nothing);
  if (fault === undefined) expect(await explain(text), text).toEqual([]);
  else {
    const { errorType, status, execution } = fault;
    await checkExplained(text, { errorType, status, execution });
  }
}

test.each(functionErrors.map(({ id, payload }) => [id, payload]))("%s", async (_, payload = "") =>
  checkAsRead(payload),
);

test.each(asynchronous.map(({ id, input }) => [id, input] as const))("%s", async (_, input) =>
  checkAsRead(typeof input === "string" ? input : JSON.stringify(input)),
);

test.each(httpErrors.map(({ id, response }) => [id, response as Response] as const))(
  "%s as curl prints it",
  async (_, response) => checkAsRead(asCaptured(response), response),
);
