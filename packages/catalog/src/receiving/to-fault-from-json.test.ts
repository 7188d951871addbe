import { decodeFault, type FaultJson } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fault } from "../declare-fault.ts";
import { defineCatalog } from "../define-catalog.ts";
import {
  GatewayFault,
  HandlerFault,
  MalformedFault,
  type PlatformData,
  RuntimeFault,
  ServiceFault,
  TransportFault,
  Undeclared,
} from "../families.ts";
import type { Fault } from "../fault.ts";
import { toFaultFromJson } from "./to-fault-from-json.ts";

class NoSeat extends fault("NoSeat", {
  status: 409,
  details: z.object({ row: z.number() }),
  message: ({ row }) => `row ${row} is full`,
}) {}
class Down extends fault("Down", { status: 503, message: "down" }) {}
const Seats = defineCatalog("seats", { NoSeat, Down });
const Others = defineCatalog("others", {});

/** The fault after its way through JSON. */
function revived(json: FaultJson, catalog: Parameters<typeof toFaultFromJson>[1] = Seats): Fault {
  const decoded = decodeFault(JSON.parse(JSON.stringify(json)));
  if (decoded === undefined) throw new Error("not the JSON of a fault");
  return toFaultFromJson(decoded, catalog);
}

const origin = {
  ...{
    wire: "standard" as const,
    payload: "p",
    requestId: "r",
    traceId: "1-5759e988-bd862e3fe1be46a994272793",
  },
  ...{ functionName: "f", remoteStack: ["at a"], logTail: "log", executedVersion: "7" },
  ...{ durableExecutionArn: "arn", embedded: { httpStatus: 409 } },
};

const data: PlatformData = {
  ...{ errorType: "E", message: "m", status: 418, retryable: true, retryAfter: 3, category: "account" },
  ...{ execution: "finished", origin },
};

const FAMILIES = {
  ServiceFault: new ServiceFault({ ...data, reason: "limit", ec2ErrorCode: "code" }),
  RuntimeFault: new RuntimeFault(data),
  GatewayFault: new GatewayFault(data),
  TransportFault: new TransportFault(data),
  HandlerFault: new HandlerFault({ ...data, details: { issues: [] } }),
  MalformedFault: new MalformedFault({ ...data, details: [1], issues: "why" }),
  Undeclared: new Undeclared({ ...data, details: { a: 1 } }),
} as const;

describe("a fault of a family", () => {
  test.each(Object.entries(FAMILIES))("%s is itself again, member for member", (_name, sent) => {
    const json = sent.toJSON();
    const found = revived(json);
    expect(found.constructor).toBe(sent.constructor);
    expect(found.toJSON()).toEqual(json);
    expect(found).toMatchObject({ ...data, origin: { ...origin, payload: json } });
    expect(found.details).toEqual(sent.details);
  });

  test("of another name, or of another catalog, is one that is not declared", () => {
    const json = FAMILIES.Undeclared.toJSON();
    for (const name of ["TomorrowFault", "constructor", "NoSeat"])
      expect(revived({ ...json, name }, Others)).toMatchObject({
        name: "Undeclared",
        errorType: "E",
        status: 418,
      });
  });

  test("without its members has the ones of every error", () => {
    const decoded = {
      wire: "fault-json",
      payload: {},
      name: "MalformedFault",
      category: "function",
    } as const;
    expect(toFaultFromJson(decoded, Seats)).toMatchObject({
      ...{ name: "MalformedFault", errorType: "", message: "", status: 500, retryable: false, issues: "" },
    });
  });

  test("that is malformed has the class that its name declares", () => {
    const json = new MalformedFault({ ...data, errorType: "NoSeat", issues: "why" }).toJSON();
    expect(revived(json)).toMatchObject({ declared: NoSeat, issues: "why" });
  });
});

describe("a declared fault", () => {
  test("is an instance of its class, with its details", () => {
    const sent = new NoSeat({ row: 7 }, { retryAfter: 3 });
    const found = revived(sent.toJSON());
    expect(found).toBeInstanceOf(NoSeat);
    expect(found).toMatchObject({
      message: "row 7 is full",
      details: { row: 7 },
      status: 409,
      retryAfter: 3,
    });
    expect(found.toJSON()).toEqual({
      ...sent.toJSON(),
      execution: "started",
      origin: { wire: "fault-json" },
    });
  });

  test("that was received keeps its origin, and promises nothing of retries that its sender did not", () => {
    const received = revived({ ...new Down().toJSON(), origin: { wire: "http", requestId: "r" } });
    expect(received).toMatchObject({ origin: { wire: "http", requestId: "r" }, retryable: true });
    const { retryable, ...silent } = new Down().toJSON();
    expect(retryable).toBe(true);
    const passedOn = revived({ ...silent, origin: { wire: "http" } });
    expect(Object.hasOwn(passedOn, "retryable")).toBe(false);
    expect(passedOn.toJSON()).not.toHaveProperty("retryable");
  });

  test("has the cause that was received with it, and none of one's own", () => {
    const json = {
      ...new Down().toJSON(),
      origin: { wire: "http" as const },
      cause: new NoSeat({ row: 7 }).toJSON(),
    };
    const found = revived(json);
    expect(found.cause).toBeInstanceOf(NoSeat);
    expect(found.toJSON()).toMatchObject({ cause: { name: "NoSeat", details: { row: 7 } } });
    expect(new Down(undefined, { cause: new NoSeat({ row: 7 }) }).toJSON()).not.toHaveProperty("cause");
    const foreign = new Undeclared({ ...data, cause: new Error("m") });
    expect(foreign.toJSON()).not.toHaveProperty("cause");
  });

  test("whose details do not fit is malformed", () => {
    expect(revived({ ...new NoSeat({ row: 7 }).toJSON(), details: { row: "seven" } })).toMatchObject({
      ...{ name: "MalformedFault", declared: NoSeat, errorType: "NoSeat", details: { row: "seven" } },
    });
  });
});
