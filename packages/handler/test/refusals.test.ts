import { defineCatalog, fault } from "@faultwire/catalog";
import {
  deadline,
  lateRejections,
  respond,
  wrapAppSync,
  wrapAppSyncBatch,
  wrapAuthorizer,
  wrapBatch,
  wrapCallback,
  wrapCognito,
  wrapCustomResource,
  wrapEdge,
  wrapHandler,
  wrapS3Batch,
  wrapStreamHandler,
} from "@faultwire/handler";
import { wrapDurable } from "@faultwire/handler/durable";
import { answerFaults as answerExpress } from "@faultwire/handler/express";
import { answerFaults as answerHono } from "@faultwire/handler/hono";
import { answerFaults as answerMiddy } from "@faultwire/handler/middy";
import { answerFaults as answerPowertools } from "@faultwire/handler/powertools";
import { wrapAgentCoreTool, wrapBedrockAgent, wrapMcpTool } from "@faultwire/handler/tools";
import { describe, expect, test } from "vitest";
import { z } from "zod";

/* Mistakes are refused where a handler is wrapped, in words that name the call, the argument and what to do. */

class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const throws = defineCatalog("shop", { Busy });
const schema = z.string();

type Wrap = (handler: never, options: never) => unknown;
const WRAPPERS: Readonly<Record<string, Wrap>> = {
  wrapHandler,
  wrapStreamHandler,
  wrapCallback,
  wrapBatch,
  wrapS3Batch,
  wrapAuthorizer,
  wrapAppSync,
  wrapAppSyncBatch,
  wrapCognito,
  wrapEdge,
  wrapCustomResource,
  wrapAgentCoreTool,
  wrapBedrockAgent,
};
/** Those that something else runs the handler for. */
const WITHIN: typeof WRAPPERS = {
  wrapDurable: (handler: never, options: never) => wrapDurable((() => {}) as never, handler, options),
  wrapMcpTool,
};
const ADAPTERS: Readonly<Record<string, (options: never) => unknown>> = {
  express: answerExpress,
  hono: answerHono,
  middy: answerMiddy,
  powertools: answerPowertools,
};
const handler = () => 1;

/** The message of the TypeError that a call is refused with. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  return "was accepted";
}

const OPTIONS: [string, unknown, string][] = [
  ["no options", undefined, "options is an object; it is undefined"],
  ["no throws", {}, "throws is a catalog, made by defineCatalog(); it is undefined"],
  ["an empty throws", { throws: {} }, "throws is a catalog, made by defineCatalog(); it is "],
  ["a list in throws", { throws: [Busy] }, "throws is a catalog, made by defineCatalog(); it is an array"],
  [
    "a class in throws",
    { throws: Busy },
    "throws is a catalog, made by defineCatalog(); it is the class Busy",
  ],
  ["an unknown option", { throws, mapErrors: handler }, 'there is no option "mapErrors"; the options are'],
  ["a mapError of another kind", { throws, mapError: Busy.name }, 'mapError is a function; it is "Busy"'],
  ["a log of another kind", { throws, log: console }, "log is a function; it is "],
  ["a redact of another kind", { throws, redact: ["card"] }, "redact is a function; it is an array"],
  ["a hook of another kind", { throws, onFault: [handler, 7] }, "onFault is a function; it is 7"],
  ["a conceal of another kind", { throws, conceal: "no" }, 'conceal is true or false; it is "no"'],
];
const GUARDS: typeof OPTIONS = [
  [
    "a guard outside of a list",
    { throws, guards: deadline({ before: 1 }) },
    "guards is a list, as [deadline({ before: 500 })]; it is the function",
  ],
  ["a guard of another kind", { throws, guards: [7] }, "a guard is a function; it is 7"],
];

describe.each(Object.entries({ ...WRAPPERS, ...WITHIN }))("%s refuses", (name, wrap) => {
  test.each(OPTIONS)("%s", (_, options, message) => {
    expect(refusal(() => wrap(handler as never, options as never))).toContain(`${name}(): ${message}`);
  });

  test.each([
    ["no handler", undefined],
    ["a handler of another kind", { handler }],
  ])("%s", (_, given) => {
    expect(refusal(() => wrap(given as never, { throws } as never))).toContain(
      `${name}(): the handler is a function`,
    );
  });
});

describe.each(Object.entries(WRAPPERS))("%s refuses", (name, wrap) => {
  test.each(GUARDS)("%s", (_, options, message) => {
    expect(refusal(() => wrap(handler as never, options as never))).toContain(`${name}(): ${message}`);
  });
});

describe.each(Object.entries(ADAPTERS))("answerFaults of %s refuses", (_, answerFaults) => {
  test.each(OPTIONS)("%s", (_name, options, message) => {
    expect(refusal(() => answerFaults(options as never))).toContain(`answerFaults(): ${message}`);
  });

  test("guards, which it could not put around the handler", () => {
    expect(refusal(() => answerFaults({ throws, guards: [] } as never))).toContain(
      'there is no option "guards"',
    );
  });
});

/** Options that only some take. */
const FURTHER = {
  input: schema,
  issues: "verbatim",
  output: schema,
  wire: "rest",
  trace: true,
  body: { contentType: "text/x-shop", encode: () => ({}) },
  headers: () => ({}),
  invocation: () => ({}),
};
const ANSWER = ["body", "headers"] as const;
const WIRE = ["wire", "trace", ...ANSWER] as const;

test.each<[string, (options: never) => unknown, readonly (keyof typeof FURTHER)[]]>([
  ["wrapHandler", (options) => wrapHandler(handler, options), ["input", "issues", "output", ...WIRE]],
  ["wrapStreamHandler", (options) => wrapStreamHandler(handler, options), ["input", "issues", ...ANSWER]],
  ["wrapCallback", (options) => wrapCallback(handler, options), WIRE],
  ["answerFaults of express", answerExpress, [...ANSWER, "invocation"]],
  ["answerFaults of hono", answerHono, ANSWER],
  ["answerFaults of middy", answerMiddy, WIRE],
  ["answerFaults of powertools", answerPowertools, ANSWER],
])("%s takes the options that it documents, and no other", (_, wrap, taken) => {
  for (const name of Object.keys(FURTHER) as (keyof typeof FURTHER)[]) {
    const outcome = refusal(() => wrap({ throws, [name]: FURTHER[name] } as never));
    expect([name, outcome.replace(/^.*: /s, "")]).toEqual([
      name,
      taken.includes(name) ? "was accepted" : expect.stringContaining("there is no option"),
    ]);
  }
});

test.each([
  "wrapHandler",
  "wrapS3Batch",
  "wrapAuthorizer",
  "wrapAppSync",
  "wrapAppSyncBatch",
  "wrapCognito",
  "wrapEdge",
  "wrapCustomResource",
])("%s refuses a handler with a callback, and names the wrapper for it", (name) => {
  const withCallback = (_event: unknown, _context: unknown, callback: () => void) => callback();
  const message = refusal(() => WRAPPERS[name]?.(withCallback as never, { throws } as never));
  expect(message).toBe(
    `${name}(): the handler has 3 parameters, and would wait for a callback that Node.js 24 does not pass. Use wrapCallback() for a handler with a callback, or remove the parameter`,
  );
});

test.each<[string, object, string]>([
  [
    "an unknown wire",
    { wire: "htpp" },
    'wire is one of auto, standard, document, custom, proxy, rest, http, alb, alb-multi-value, websocket, websocket-connect; it is "htpp"',
  ],
  ["an unknown wording", { issues: "verbose" }, 'issues is one of words, verbatim; it is "verbose"'],
  ["an input that is not a schema", { input: { a: "string" } }, "input is a Standard Schema"],
  ["an output that is not a schema", { output: String }, "output is a Standard Schema"],
  ["headers that are not a function", { headers: { a: "b" } }, "headers is a function; it is "],
  [
    "a body that is not a format",
    { body: "json" },
    "body is problemDetails(), restJson1, or { contentType, encode } of your own",
  ],
  ["a trace of another kind", { trace: 1 }, "trace is true or false; it is 1"],
  [
    "input beside request",
    { input: schema, request: { body: schema } },
    "input and request exclude each other",
  ],
  [
    "an unknown part of a request",
    { request: { params: schema } },
    'there is no option "params"; the options are path, query, headers, body',
  ],
  ["a part that is not a schema", { request: { query: {} } }, "request.query is a Standard Schema"],
])("wrapHandler refuses %s", (_, options, message) => {
  expect(refusal(() => wrapHandler(handler, { throws, ...options }))).toContain(message);
});

test.each<[string, object, string]>([
  ["a concurrency of another kind", { concurrency: "5" }, 'concurrency is a whole number from 1; it is "5"'],
  ["a misspelt onPermanent", { onPermenant: handler }, 'there is no option "onPermenant"'],
  ["an onPermanent of another kind", { onPermanent: "dlq" }, 'onPermanent is a function; it is "dlq"'],
  ["a permanent of another kind", { permanent: ["Busy"] }, "permanent is a function; it is an array"],
])("wrapBatch refuses %s", (_, options, message) => {
  expect(refusal(() => wrapBatch(handler, { throws, ...options }))).toContain(`wrapBatch(): ${message}`);
});

test.each<[string, () => unknown, string]>([
  [
    "deadline() without options",
    () => deadline(undefined as never),
    "deadline(): options is an object; it is undefined",
  ],
  [
    "deadline() with a text",
    () => deadline({ before: "500" as never }),
    'deadline(): before is a number of milliseconds above 0; it is "500"',
  ],
  [
    "lateRejections() with an unknown option",
    () => lateRejections({ logger: console } as never),
    'lateRejections(): there is no option "logger"',
  ],
  [
    "wrapDurable() without its SDK",
    () => wrapDurable(undefined as never, handler as never, { throws }),
    "wrapDurable(): withDurableExecution is a function",
  ],
  [
    "respond() with an error status",
    () => respond(1, { status: 404 }),
    "respond(): status is a whole number from 200 to 399; it is 404. For an error status throw a fault",
  ],
  ["respond() with a text for a status", () => respond(1, { status: "201" as never }), 'it is "201"'],
])("%s is refused", (_, call, message) => {
  expect(refusal(call)).toContain(message);
});

const TOOLS: typeof WRAPPERS = { wrapMcpTool, wrapAgentCoreTool, wrapBedrockAgent };

describe.each(Object.entries(TOOLS))("%s refuses", (name, wrap) => {
  test.each([
    [{ advice: { Bussy: "Wait." } }, 'advice: there is no option "Bussy"; the options are Busy'],
    [{ advice: { Busy: 7 } }, "advice.Busy is one line of text for the model"],
    [{ advice: { Busy: "Wait.\nThen go." } }, "advice.Busy is one line of text for the model"],
    [{ advice: "Wait." }, 'advice: options is an object; it is "Wait."'],
  ])("%j", (more, message) => {
    expect(refusal(() => wrap(handler as never, { throws, ...more } as never))).toContain(
      `${name}(): ${message}`,
    );
  });
});

test("wrapMcpTool refuses a hasOutputSchema that is not a boolean", () => {
  expect(refusal(() => wrapMcpTool(handler, { throws, hasOutputSchema: schema as never }))).toContain(
    "wrapMcpTool(): hasOutputSchema is true or false; it is",
  );
});
