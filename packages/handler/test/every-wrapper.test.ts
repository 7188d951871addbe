import { defineCatalog, fault } from "@faultwire/catalog";
import { deadline, type FaultLine, type FaultReport, type Guard } from "@faultwire/handler";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { z } from "zod";
import { WITHIN, WRAPPERS } from "./run-wrappers.ts";

class Refused extends fault("Refused", {
  status: 503,
  details: z.object({ card: z.string() }),
  message: "refused",
}) {}
class Unlisted extends fault("Unlisted", { status: 409, message: "not listed" }) {}
const throws = defineCatalog("shop", { Refused });

/** Wrappers without guards. */
const UNGUARDED = ["wrapDurable", "wrapMcpTool"];
const ALL = Object.entries({ ...WRAPPERS, ...WITHIN });

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
  ...Object.entries(WITHIN).filter(([name]) => UNGUARDED.includes(name)),
])("%s", (name, run) => {
  test("treats an Error that the handler returns as thrown, also under guards", async () => {
    for (const guards of [[], [((inner, given) => inner(given)) satisfies Guard]]) {
      const heard: FaultReport[] = [];
      const options = { throws, onFault: (report: FaultReport) => heard.push(report) };
      const fault = new Refused({ card: "returned" });
      await seen(run(() => fault, UNGUARDED.includes(name) ? options : { ...options, guards }));
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
