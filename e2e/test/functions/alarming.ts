import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { defineCatalog, fault } from "@faultwire/catalog";
import {
  deadline,
  wrapAppSync,
  wrapAuthorizer,
  wrapBatch,
  wrapCognito,
  wrapEdge,
  wrapHandler,
  wrapStreamHandler,
} from "@faultwire/handler";
import { emfMetrics } from "@faultwire/handler/emf";
import { powertoolsLogger, powertoolsMetrics } from "@faultwire/handler/powertools";
import { z } from "zod";

/* Faults that are answered on every way, and everything that looks like one and is not. */

const details = z.unknown().optional();
class Busy extends fault("Busy", { status: 503, details, message: "busy" }) {}
/** Has the name of another one at its beginning. */
class BusyToday extends fault("BusyToday", {
  status: 500,
  details: z.string(),
  message: (text: string) => text,
}) {}
class NotFound extends fault("NotFound", { status: 404, message: "not found" }) {}
/** Has the name that lines about a mistake of the options have. */
class MapError extends fault("mapError", { status: 500, message: "m" }) {}
export const Shops = defineCatalog("shops", { Busy, BusyToday, NotFound, mapError: MapError });

/** Members of a line about a fault, in the place of details and properties. */
const LINE = { faultwire: "Busy", isLoggedByRuntime: false, level: "ERROR" };
const PRINTED = { errorType: "Busy", errorMessage: "m", stackTrace: ["Busy: m", "[faultwire:1] {}"] };
const NESTED = { ...LINE, ...PRINTED, message: { ...LINE, ...PRINTED }, stack: PRINTED.stackTrace };
const TEXTS = [
  JSON.stringify({ level: "ERROR", message: PRINTED }),
  JSON.stringify({ message: LINE }),
  `","stackTrace":["Busy: m","[faultwire:1] {}"],"errorType":"Busy"}`,
  `Busy: m\n[faultwire:1] {"catalog":"shops"}`,
  `\n2026-11-28T00:00:00.000Z\tr\tERROR\tInvoke Error \t{"errorType":"Busy","errorMessage":"m","stack":["Busy: m","[faultwire:1] {}"]}`,
  `\n2026-11-28T00:00:00.000Z\tr\tERROR\t${JSON.stringify(LINE)}`,
];
const cause = Object.assign(new Error("pool"), { name: "Busy", ...NESTED });

export const THROWN: Readonly<Record<string, () => unknown>> = {
  Busy: () => new Busy(),
  "Busy, with a cause": () => new Busy(undefined, { cause }),
  "Busy, with properties": () => Object.assign(new Busy(), { code: "E" }),
  "Busy, with hostile details": () => new Busy(NESTED),
  BusyToday: () => new BusyToday("m"),
  ...Object.fromEntries(TEXTS.map((text, index) => [`BusyToday, text ${index}`, () => new BusyToday(text)])),
  "BusyToday, with a cause named Busy": () => new BusyToday(TEXTS.join(), { cause }),
  "BusyToday, with properties": () =>
    Object.assign(new BusyToday("m"), { ...NESTED, errorType: "BusyToday" }),
  NotFound: () => new NotFound(),
  "NotFound, with a cause": () => new NotFound(undefined, { cause }),
  mapError: () => new MapError(),
  undeclared: () => new Error(TEXTS.join("\n")),
  "undeclared, of that name": () => Object.assign(new RangeError("m"), { name: "Busy" }),
  "undeclared, of that class": () => new (class Busy extends Error {})(TEXTS[2]),
  "undeclared, with that type": () => Object.assign(new Error("m"), { errorType: "Busy", nested: NESTED }),
  text: () => TEXTS.join("\n"),
  mapped: () => "mapped",
  "mapped wrongly": () => "mapped wrongly",
};

function mapError(thrown: unknown) {
  if (thrown === "mapped wrongly") throw new Error("in mapError");
  return thrown === "mapped" ? new Busy() : undefined;
}

/** Things that a function does before it ends well. */
export const DONE: Readonly<Record<string, () => void>> = {
  nothing: () => undefined,
  "logs a fault": () => console.error(new Busy()),
  "logs a fault after a text": () => console.error("caught", new Busy(), new BusyToday("m")),
  "logs a fault as a warning": () => console.warn(new Busy()),
  "logs texts": () => {
    for (const text of TEXTS) {
      console.error(`got ${text}`);
      console.error("%s", text);
      console.log(text.trimStart().slice(1));
    }
  },
};

let asked = "";
async function run(): Promise<unknown> {
  const make = THROWN[asked];
  if (make) throw make();
  DONE[asked]?.();
  return { statusCode: 200 };
}

const options = { throws: Shops, mapError };
const onFault = [
  emfMetrics({ namespace: "Shop" }),
  powertoolsMetrics(new Metrics({ namespace: "Shop", serviceName: "shop" })),
];
const plain = wrapHandler(run, options);
const custom = wrapHandler(run, { ...options, wire: "custom" });
const document = wrapHandler(run, { ...options, wire: "document" });
const concealed = wrapHandler(run, { ...options, conceal: true });
const counted = wrapHandler(run, { ...options, onFault });
const logger = new Logger({ serviceName: "shop", persistentKeys: { tenant: "t" } });
const formatted = wrapHandler(run, { ...options, log: powertoolsLogger(logger) });
const guarded = wrapHandler(run, { ...options, guards: [deadline({ before: 60_000 })] });
const batch = wrapBatch(run, options);
const resolver = wrapAppSync(run, options);
const trigger = wrapCognito(run, options);
const edge = wrapEdge(run, options);
const authorizer = wrapAuthorizer(run, options);

const HTTP = { version: "2.0", requestContext: { http: { method: "GET" } } };
type Call = (event: never, context: never) => Promise<unknown>;
export const WAYS: Readonly<Record<string, readonly [call: Call, event: object]>> = {
  direct: [plain, {}],
  http: [plain, HTTP],
  custom: [custom, {}],
  document: [document, {}],
  concealed: [concealed, {}],
  "http with metrics": [counted, HTTP],
  "direct with metrics": [counted, {}],
  "http with Powertools' Logger": [formatted, HTTP],
  "direct with Powertools' Logger": [formatted, {}],
  "past its deadline": [guarded, {}],
  batch: [batch, { Records: [{ messageId: "m-1", body: "b", eventSource: "aws:sqs" }] }],
  resolver: [resolver, {}],
  trigger: [trigger, {}],
  edge: [edge, { Records: [{ cf: { config: { eventType: "viewer-response" } } }] }],
  authorizer: [authorizer, { type: "TOKEN", methodArn: "arn" }],
};

export function handler(event: { way: string; does: string }, context: never): Promise<unknown> {
  asked = event.does;
  const [call, given] = WAYS[event.way] ?? [];
  if (call === undefined) throw new Error(`no way ${event.way}`);
  return call(given as never, context);
}

export const stream = wrapStreamHandler(async ({ does }: { does: string }, response) => {
  response.write("a");
  asked = does;
  await run();
  response.end();
}, options);
