import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import * as caller from "@faultwire/caller";
import { parseMcpResult } from "@faultwire/caller/tools";
import {
  type Catalog,
  type Fault,
  HandlerFault,
  isFault,
  MalformedFault,
  Undeclared,
} from "@faultwire/catalog";
import * as wire from "@faultwire/wire";
import fc from "fast-check";
import { Faults } from "./faults.ts";
import { isData, Live, make, type Recipe, textOf } from "./recipe.ts";
import { functionErrors, httpErrors, traces } from "./recorded.ts";
import { target } from "./target.ts";
import { anything, document, json, live } from "./values.ts";
import { unchanged, unchangedAfter } from "./watching.ts";

/* Reading: every reader of the caller, every decoder of the wires. */

const EXECUTIONS = ["none", "started", "finished", "unknown"];

const LISTS_PROMISES_AND_STREAMS = ["parseResponse", "parseLogs", "parseTrace", "parseStream"];
/** Readers of one value, by name. */
export const READERS: Readonly<Record<string, caller.WireReader>> = Object.fromEntries(
  Object.entries(caller).filter(
    ([name]) => /^(?:parse|fromLambda)/.test(name) && !LISTS_PROMISES_AND_STREAMS.includes(name),
  ),
) as never;

/** Decoders that others call with what they have checked. */
const NOT_OF_ANY_VALUE = [
  ...["decodeInvocation", "decodeHttp", "decodeRetryAfter", "decodeLogSubscription", "decodeCognitoResponse"],
  ...["decodeStandardObject", "isStandardFault", "decodeFramedBody"],
];

/** Decoders of one value, by name. */
const DECODERS: Readonly<Record<string, (value: unknown) => unknown>> = Object.fromEntries(
  Object.entries(wire).filter(
    ([name]) => /^(?:decode|detect|is|parse)/.test(name) && !NOT_OF_ANY_VALUE.includes(name),
  ),
) as never;
/** Decoders of a text. */
const TEXT_DECODERS = new Set([
  ...["decodeClientText", "decodeLogLine", "decodeServiceText", "decodeStandard", "decodeTextRecord"],
  ...["decodeInvocationTrace", "parseCutJson", "parseJson", "parseJsonDocuments", "parseServerSentEvents"],
  "decodeInvokeComplete",
  "decodeStackFrame",
  "decodeStreamType",
  "isAllowedAtEdge",
]);

/** Holds a fault to what every fault is: it has its members, its JSON is the fault again, a plan can be made of it. */
export function assertSound(found: Fault): void {
  assert.ok(isFault(found));
  const { name, errorType, message, status, retryable, retryAfter, execution } = found;
  assert.equal(typeof name, "string");
  assert.equal(typeof errorType, "string");
  assert.equal(typeof message, "string");
  assert.ok(Number.isFinite(status), `status ${status}`);
  assert.equal(typeof retryable, "boolean");
  assert.ok(retryAfter === undefined || wire.isDelay(retryAfter), `retryAfter ${retryAfter}`);
  assert.ok(execution === undefined || EXECUTIONS.includes(execution), `execution ${execution}`);
  assert.equal(typeof caller.plan(found).because, "string");
  assertSurvivesJson(found);
}

/** Holds a fault to its JSON, and that to itself. */
export function assertSurvivesJson(found: Fault, faults: Catalog = Faults): void {
  const first = found.toJSON();
  assert.equal(JSON.stringify(first), JSON.stringify(found));
  const again = caller.parse(first, faults);
  assert.ok(again, "its JSON is a success");
  assert.equal(again.constructor, found.constructor);
  assert.equal(JSON.stringify(again.toJSON()), JSON.stringify(first));
  assert.equal(caller.parse(JSON.stringify(found), faults)?.message, found.message);
}

/** Only a service, the platform or the network can know that a function did not run. */
function assertProven(found: Fault | undefined): void {
  const isOfCode =
    found instanceof HandlerFault ||
    found instanceof MalformedFault ||
    found instanceof Undeclared ||
    found?.name === found?.errorType;
  if (isOfCode) assert.notEqual(found?.execution, "none", `${found?.name} says that nothing ran`);
}

function isFaultJson(value: unknown): boolean {
  return /faultwire\\*":1/.test(JSON.stringify(value) ?? "");
}

/** A live fault passes as it is, and a fault's JSON states its execution itself. */
const statesItself = (recipe: Recipe): boolean => /fault/.test(JSON.stringify(recipe));

const readsAnything = (values: fc.Arbitrary<Recipe>) =>
  fc.property(values, (recipe) => {
    const value = make(recipe);
    unchanged(value, () => {
      for (const [name, read] of Object.entries(READERS))
        naming(name, () => {
          const found = read(value, Faults);
          if (found) assertSoundOrGiven(found, value);
          if (!statesItself(recipe)) assertProven(found);
        });
    });
  });

/** Puts a name before what is thrown. */
function naming(name: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** A fault that was given is given back, whatever was done to it. */
function assertSoundOrGiven(found: Fault, value: unknown): void {
  if (found !== value) assertSound(found);
}

const isMarkedError = fc.property(anything, fc.nat(3), (Payload, form) => {
  const answers: Recipe[] = [
    { StatusCode: 200, FunctionError: "Unhandled", Payload },
    { StatusCode: 200, FunctionError: "Handled", Payload: new Live("bytes", Payload) },
    { StatusCode: 200, FunctionError: "Unhandled", Payload: new Live("its JSON", Payload) },
    [
      { PayloadChunk: { Payload: new Live("bytes", Payload) } },
      { InvokeComplete: { ErrorCode: "Unhandled" } },
    ],
  ];
  const value = make(answers[form] ?? null);
  const found = unchanged(value, () => caller.parse(value, Faults));
  assert.ok(found, "a function error is a success");
  assertSound(found);
  assert.notEqual(found.execution, "none");
  const body = new Live("its JSON", Payload);
  const headers = { "X-Amz-Function-Error": "Unhandled" };
  const raw = make({ status: 200, headers, body }) as wire.HttpResponse;
  const read = caller.parseInvocation(raw, Faults);
  assert.ok(read, "a raw function error is a success");
  assert.notEqual(read.execution, "none");
});

const response = fc.record({
  status: fc.oneof(fc.integer({ min: 200, max: 599 }), json),
  headers: fc.oneof(
    fc.constantFrom(...httpErrors.map(({ headers }) => headers ?? {})),
    fc.dictionary(fc.constantFrom("x-amzn-errortype", "content-type", "retry-after", "Location"), live),
    live,
  ),
  body: fc.oneof(document, anything),
});

const readsResponses = fc.asyncProperty(response, async (recipe) => {
  const value = make(recipe) as wire.HttpResponse;
  for (const found of [
    unchanged(value, () => caller.parse(value, Faults)),
    await unchangedAfter(value, () => caller.parseResponse(value, Faults)),
  ]) {
    if (found === undefined) continue;
    assertSound(found);
    const isResponse = typeof value.status === "number" && typeof value.headers === "object";
    if (isResponse) assert.notEqual(found.execution, "none", "an HTTP response says that nothing ran");
  }
  const raw = unchanged(value, () => caller.parseInvocation(value, Faults));
  if (raw) assertSound(raw);
});

const readsFetched = fc.asyncProperty(
  document,
  fc.integer({ min: 200, max: 599 }),
  async (recipe, status) => {
    const isEmpty = [204, 205, 304].includes(status);
    const body = isEmpty ? null : make(new Live("its JSON", recipe));
    const headers = { "content-type": "application/json" };
    const found = await caller.parseResponse(new Response(body as string, { status, headers }), Faults);
    if (status >= 400) assert.ok(found, "a response of an error is a success");
    if (found) assertSound(found);
    if (!isFaultJson(recipe)) assert.notEqual(found?.execution, "none");
  },
);

const line = fc.oneof(
  document.map((recipe) => (typeof recipe === "string" ? recipe : JSON.stringify(recipe))),
  fc
    .tuple(
      fc.constantFrom("2026-01-01T00:00:00.000Z\tid\tERROR\t", "REPORT RequestId: ", "[ERROR] "),
      document,
    )
    .map(([head, recipe]) => head + JSON.stringify(recipe)),
);

const readsLogs = fc.asyncProperty(fc.array(line, { maxLength: 4 }), anything, async (lines, other) => {
  const logEvents = lines.map((message, timestamp) => ({ id: String(timestamp), timestamp, message }));
  const messageType = "DATA_MESSAGE";
  const deliveries = [
    { messageType, logGroup: "g", logStream: "s", logEvents },
    { messageType, logGroup: make(other), logStream: "s", logEvents: [...logEvents, make(other)] },
    make(other),
  ];
  for (const delivery of deliveries) {
    let data: unknown = delivery;
    try {
      data = gzipSync(JSON.stringify(delivery)).toString("base64");
    } catch {
      // JSON cannot write it: it is given as it is.
    }
    for (const { fault } of await caller.parseLogs({ awslogs: { data } }, Faults)) assertSound(fault);
    for (const { fault } of await caller.parseLogs(delivery, Faults)) assertSound(fault);
  }
});

const readsTraces = fc.property(anything, fc.constantFrom(...traces), (recipe, trace) => {
  for (const value of [make(recipe), { Traces: [make(trace), make(recipe)] }, { Document: make(recipe) }])
    for (const { fault } of unchanged(value, () => caller.parseTrace(value, Faults))) assertSound(fault);
});

const TOKEN = "5f0c6d0e-4a1b-4a57-9d0e-1d1f6d3f8a11";
const FORMS = { events: "text/event-stream", rows: "application/x-ndjson" } as const;
const pieces = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "\n",
      "\r",
      "\n\n",
      "data: ",
      "id: 1",
      "event: error\n",
      '{"faultwire":"',
      TOKEN,
      '","error":',
    ),
    document.map((recipe) => JSON.stringify(recipe) ?? ""),
  ),
);

/** Reads a stream in pieces: to its end, to a fault or to a stream that was cut, and with a fault's frame to that fault. */
const readsStreams = fc.asyncProperty(
  fc.constantFrom("events" as const, "rows" as const),
  pieces,
  fc.boolean(),
  async (form, texts, fails) => {
    const contentType = `${FORMS[form]}; faultwire=${TOKEN}`;
    const place = wire.followStream(form, TOKEN);
    const chunks = texts.map((text) => new TextEncoder().encode(text));
    for (const chunk of chunks) place.follow(chunk);
    const fault = { errorType: "Refused", message: "m", status: 418, retryable: false };
    const frame = place.lead() + wire.encodeFaultFrame(fault, { form, token: TOKEN, requestId: "r-1" });
    // A user does not know the token.
    if (texts.join("").includes(TOKEN)) fc.pre(!fails);
    const source = (async function* () {
      yield* chunks;
      if (fails) yield frame;
    })();
    let found: unknown;
    try {
      for await (const part of caller.parseStream(source, Faults, { as: form, contentType }))
        assert.ok(part !== undefined);
    } catch (thrown) {
      found = thrown;
    }
    if (found !== undefined) assertSound(found as Fault);
    const isUnreadable = form === "rows" && found instanceof MalformedFault;
    if (fails && !isUnreadable) assert.equal((found as Fault | undefined)?.errorType, "Refused");
  },
);

const result = fc.record({
  isError: fc.option(fc.oneof(fc.boolean(), json), { nil: undefined }),
  content: fc.oneof(fc.array(fc.record({ type: fc.constant("text"), text: document.map(textIn) })), json),
  structuredContent: fc.option(document, { nil: undefined }),
  _meta: fc.option(fc.record({ "io.github.faultwire/fault": document }), { nil: undefined }),
});
const exception = fc.record({
  name: fc.constantFrom("McpError", "ProtocolError", "SdkError", "Error"),
  code: fc.oneof(fc.constantFrom(-32602, -32001, -32000, 503, "CONNECTION_CLOSED"), json),
  message: fc.oneof(
    fc.constantFrom("MCP error -32000: Connection closed", "Tool a has an output schema"),
    json,
  ),
  data: fc.oneof(fc.constant({ timeout: 1 }), json),
});

function textIn(recipe: Recipe): string {
  return typeof recipe === "string" ? recipe : JSON.stringify(recipe);
}

/** A tool's result is a value or a sound fault, and none proves that the tool did not run. */
const readsTools = fc.asyncProperty(
  fc.oneof(result, document, anything.filter(isData)),
  fc.option(exception, { nil: undefined }),
  async (recipe, thrown) => {
    const value = make(recipe as Recipe);
    const given = thrown ? Promise.reject(Object.assign(new Error(), make(thrown as Recipe))) : value;
    await unchangedAfter(value, async () => {
      const found = await parseMcpResult(given, Faults).then(
        () => undefined,
        (fault) => fault,
      );
      if (thrown) assert.ok(found, "a rejection is a success");
      if (found === undefined) return;
      assertSoundOrGiven(found, value);
      if (!statesItself(recipe as Recipe)) assertProven(found);
    });
    const isFailed = Object(value).isError === true && !thrown;
    if (isFailed) await assert.rejects(parseMcpResult(value, Faults), "a failed tool is a success");
  },
);

/** Decoders take data: JSON, texts, bytes. Readers catch what live values throw. */
const decodesData = fc.property(fc.oneof(document, anything.filter(isData)), (recipe) => {
  const value = make(recipe);
  const text = typeof value === "string" ? value : textOf(value);
  unchanged(value, () => {
    for (const [name, decode] of Object.entries(DECODERS))
      naming(name, () => decode(TEXT_DECODERS.has(name) ? text : value));
  });
});

export const readers = [
  target("readers", 400, readsAnything(anything)),
  target("readers of documents", 400, readsAnything(document)),
  target("readers of live values", 400, readsAnything(live)),
  target("function errors", 400, isMarkedError),
  target("HTTP responses", 400, readsResponses),
  target("fetched responses", 200, readsFetched),
  target("streams", 200, readsStreams),
  target("logs", 150, readsLogs),
  target("X-Ray traces", 200, readsTraces),
  target("results of tools", 300, readsTools),
  target("decoders", 400, decodesData),
  target(
    "function error texts",
    300,
    fc.property(fc.constantFrom(...functionErrors), fc.nat(), (payload, at) => {
      const Payload = payload.slice(0, at % payload.length);
      const found = caller.parse({ StatusCode: 200, FunctionError: "Unhandled", Payload }, Faults);
      assert.ok(found, "a cut function error is a success");
      assertSound(found);
    }),
  ),
];
