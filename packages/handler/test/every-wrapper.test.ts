import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { PassThrough } from "node:stream";
import { defineCatalog, fault } from "@faultwire/catalog";
import {
  deadline,
  type FaultLine,
  type FaultReport,
  type Guard,
  type InvokerOptions,
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
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  type MockInstance,
  test,
  vi,
} from "vitest";
import { z } from "zod";

class Refused extends fault("Refused", {
  status: 503,
  details: z.object({ card: z.string() }),
  message: "refused",
}) {}
class Unlisted extends fault("Unlisted", { status: 409, message: "not listed" }) {}
const throws = defineCatalog("shop", { Refused });
type Options = InvokerOptions<typeof throws>;
type Run = (handler: () => unknown, options: Options) => Promise<unknown>;

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "GET" } } };
const sqs = { messageId: "m-1", body: "{}", eventSource: "aws:sqs", eventSourceARN: "arn:aws:sqs:a:1:q" };
const edge = { Records: [{ cf: { config: { eventType: "origin-request" } } }] };
const resource = {
  RequestType: "Update",
  PhysicalResourceId: "p",
  StackId: "s",
  RequestId: "r",
  LogicalResourceId: "l",
} as const;

/** In place of CloudFormation's bucket. */
const bucket = createServer((request, response) => request.resume().on("end", () => response.end()));
const uploads = () => `http://127.0.0.1:${(bucket.address() as AddressInfo).port}/`;
beforeAll(() => new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => bucket.close(resolve)));

const durable =
  (handler: (event: unknown, context: never) => Promise<unknown>) => (event: never, lambdaContext: never) =>
    handler(event, { lambdaContext } as never).then(
      (Result) => ({ Status: "SUCCEEDED", Result }),
      ({ message }) => ({ Status: "FAILED", Error: { ErrorMessage: message } }),
    );
const stream = () => Object.assign(new PassThrough(), { setContentType: () => undefined });

const WRAPPERS: Readonly<Record<string, Run>> = {
  wrapHandler: (handler, options) => wrapHandler(handler, options)({}, context),
  "wrapHandler, over HTTP": (handler, options) => wrapHandler(handler, options)(http, context),
  wrapStreamHandler: (handler, options) =>
    wrapStreamHandler(async () => void (await handler()), options)({}, stream(), context),
  wrapCallback: (handler, options) =>
    wrapCallback((_event, _context, callback: (error: unknown, value?: unknown) => void) => {
      Promise.resolve()
        .then(handler)
        .then((value) => callback(null, value), callback);
    }, options)({}, context),
  wrapBatch: (handler, options) => wrapBatch(handler, options)({ Records: [sqs] }, context),
  wrapS3Batch: (handler, options) =>
    wrapS3Batch(handler, options)(
      { invocationSchemaVersion: "1.0", invocationId: "i", tasks: [{ taskId: "t" }] },
      context,
    ),
  wrapAuthorizer: (handler, options) => wrapAuthorizer(handler, options)({}, context),
  wrapAppSync: (handler, options) => wrapAppSync(handler, options)({}, context),
  wrapAppSyncBatch: (handler, options) =>
    wrapAppSyncBatch(async () => [await handler()], options)([{}], context),
  wrapCognito: (handler, options) => wrapCognito(handler, options)({}, context),
  wrapEdge: (handler, options) => wrapEdge(handler, options)(edge, context),
  wrapCustomResource: (handler, options) =>
    wrapCustomResource(async () => (await handler()) as undefined, options)(
      { ...resource, ResponseURL: uploads() },
      context,
    ),
};
/** Those that stand inside of something that runs the handler itself, and so take no guards. */
const WITHIN: typeof WRAPPERS = {
  wrapDurable: (handler, options) =>
    wrapDurable(durable, async () => handler(), options)({} as never, context as never),
  "the middleware for Middy": async (handler, options) => {
    const request = { event: {}, context, response: undefined, error: await thrownBy(handler) };
    await answerMiddy(options).onError(request);
    return request.error;
  },
  "the error handler for Powertools": async (handler, options) =>
    read(await answerPowertools(options)(await thrownBy(handler), { event: http, context })),
  "the error handler for Hono": async (handler, options) => {
    const c = {
      env: { event: http, lambdaContext: context },
      req: { raw: new Request("https://shop.example") },
      newResponse: (body: Response["body"], response: Response) => new Response(body, response),
    };
    return read(await answerHono(options)(await thrownBy(handler), c));
  },
  "the error middleware for Express": async (handler, options) => {
    const request = Object.assign(new IncomingMessage(new Socket()), {
      apiGateway: { event: http, context },
    });
    const response = new ServerResponse(request);
    const end = vi.spyOn(response, "end");
    await answerExpress(options)(await thrownBy(handler), request, response, () => undefined);
    return [response.getHeaders(), end.mock.lastCall];
  },
};
const ALL = Object.entries({ ...WRAPPERS, ...WITHIN });

const thrownBy = (handler: () => unknown): Promise<Error> =>
  Promise.resolve()
    .then(handler)
    .then(
      () => new Error("nothing was thrown"),
      (error) => error,
    );
const read = async (response: Response) => [...response.headers, await response.text()];

/** All that an invoker may get to see, and a logger may print of it. */
async function seen(run: Promise<unknown>): Promise<string> {
  const answer = await run.catch((error) => error);
  const { name, message, stack, details } = Object(answer);
  return JSON.stringify({ answer, name, message, stack, details });
}

let errors: MockInstance<typeof console.error>;
beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => errors.mockRestore());

describe.each(ALL)("%s", (_, run) => {
  const refuse = () => {
    throw new Refused({ card: "4111" }, { cause: new Refused({ card: "4222" }) });
  };

  test("redacts details in what leaves and in what is logged, also where a hook fails by the fault itself", async () => {
    const lines: FaultLine[] = [];
    const sent = await seen(
      run(refuse, {
        throws,
        redact: () => ({ card: "****" }),
        log: (line) => lines.push(line),
        onFault: ({ thrown }) => {
          throw thrown;
        },
      }),
    );
    expect(sent + JSON.stringify(lines)).not.toMatch(/4111|4222/);
    expect(lines.map(({ faultwire }) => faultwire)).toEqual(["Refused", "onFault"]);
    expect(JSON.stringify(lines)).toContain("****");
    expect(errors).not.toHaveBeenCalled();
  });

  test("conceals what is not declared, and lets each hook know", async () => {
    const heard: FaultReport[] = [];
    const hook = (report: FaultReport) => heard.push(report);
    const fail = () => {
      throw new RangeError("4111");
    };
    const sent = await seen(run(fail, { throws, conceal: true, onFault: [hook, hook] }));
    expect(sent).not.toMatch(/4111|RangeError|every-wrapper/);
    expect(heard).toHaveLength(2);
    expect(heard[0]).toMatchObject({ errorType: "InternalFailure", isDeclared: false, requestId: "r-1" });
    expect(errors.mock.calls.join()).toContain("4111");
  });

  test("logs in words, once per name, that a declared fault is not in throws", async () => {
    const lines: FaultLine[] = [];
    const others = defineCatalog("shop", { Refused });
    const fail = () => {
      throw new Unlisted();
    };
    for (let time = 0; time < 2; time += 1)
      await seen(run(fail, { throws: others, log: (line) => lines.push(line) }));
    const hints = lines.filter(({ faultwire }) => faultwire === "throws");
    expect(hints.map(({ error }) => error.errorMessage)).toEqual([
      'Unlisted is a declared fault, but the catalog "shop" in throws does not have it: add it there, or callers get neither its status nor its details',
    ]);
  });

  test.each<[string, () => unknown, string]>([
    [
      "throws",
      () => {
        throw new Error("in the mapping");
      },
      "in the mapping",
    ],
    [
      "returns a class",
      () => Refused,
      "mapError returned the class Refused: return an instance, made with new",
    ],
    [
      "returns a fault outside of throws",
      () => new Unlisted(),
      'mapError returned the fault Unlisted, which the catalog "shop" in throws does not have: add it there',
    ],
    ["returns something else", () => 7, 'mapError returned 7: return a fault of "shop", or undefined'],
  ])("logs a mapError that %s, once", async (_name, mapError, message) => {
    const lines: FaultLine[] = [];
    const fail = () => {
      throw new RangeError("4111");
    };
    const options = {
      throws,
      mapError: mapError as () => undefined,
      log: (line: FaultLine) => lines.push(line),
    };
    await seen(run(fail, options));
    const own = lines.filter(({ faultwire }) => faultwire === "mapError");
    expect(own.map(({ error }) => error.errorMessage)).toEqual([message]);
  });

  test("maps an error of somebody else's to a declared fault", async () => {
    const heard: FaultReport[] = [];
    const fail = () => {
      throw new RangeError("4111");
    };
    const mapError = () => new Refused({ card: "mapped" });
    await seen(run(fail, { throws, mapError, onFault: (report) => heard.push(report) }));
    expect(heard).toMatchObject([{ errorType: "Refused", status: 503, isDeclared: true }]);
  });
});

describe.each([
  ...Object.entries(WRAPPERS).filter(([name]) => name !== "wrapStreamHandler"),
  ...Object.entries(WITHIN).filter(([name]) => name === "wrapDurable"),
])("%s", (name, run) => {
  test("treats an Error that the handler returns as thrown, also under guards", async () => {
    for (const guards of [[], [((inner, given) => inner(given)) satisfies Guard]]) {
      const heard: FaultReport[] = [];
      const options = { throws, onFault: (report: FaultReport) => heard.push(report) };
      const fault = new Refused({ card: "returned" });
      await seen(run(() => fault, name === "wrapDurable" ? options : { ...options, guards }));
      expect(heard).toMatchObject([{ errorType: "Refused", thrown: fault, isDeclared: true }]);
    }
  });

  test("answers a thrown class with an error about it, and never with its source code", async () => {
    const heard: FaultReport[] = [];
    const fail = () => {
      throw Refused;
    };
    const answer = await seen(run(fail, { throws, onFault: (report) => heard.push(report) }));
    expect(heard).toMatchObject([
      { thrown: { message: "the class Refused was thrown, not an instance: throw new Refused(...)" } },
    ]);
    expect(answer + JSON.stringify(errors.mock.calls)).not.toMatch(/extends|constructor\(/);
  });
});

describe.each(Object.entries(WRAPPERS))("%s", (_, run) => {
  test("has guards around the handler, whose faults are answered like its own", async () => {
    const order: string[] = [];
    const heard: FaultReport[] = [];
    const guard: Guard = (inner, given) => {
      order.push("guard", given.awsRequestId);
      return inner(given);
    };
    const refusing: Guard = () => {
      throw new Refused({ card: "guard" });
    };
    const handler = () => order.push("handler");
    await seen(run(handler, { throws, guards: [guard] }));
    expect(order).toEqual(["guard", "r-1", "handler"]);
    await seen(run(handler, { throws, guards: [refusing], onFault: (report) => heard.push(report) }));
    expect(order).toHaveLength(3);
    expect(heard).toMatchObject([{ errorType: "Refused" }]);
  });

  test("answers for a handler that does not settle", async () => {
    const heard: FaultReport[] = [];
    const never = () => new Promise(() => undefined);
    const guards = [deadline({ before: 2980 })];
    await seen(run(never, { throws, guards, onFault: (report) => heard.push(report) }));
    expect(heard).toMatchObject([{ errorType: "FunctionTimedOut", status: 504 }]);
  });
});
