import { describe, expect, test } from "vitest";
import { checkFunctionReference, invokeInput } from "./invoke-input.ts";

const invoked = (invocation: object, reference: object = {}) =>
  invokeInput({ functionName: "f", ...reference }, { payload: "{}", type: "RequestResponse", ...invocation });

describe("the reference to a function", () => {
  test.each(["1", "live", "$LATEST", "$LATEST.PUBLISHED", "a-b_c$"])(
    "may have the qualifier %s",
    (qualifier) => {
      expect(() => checkFunctionReference({ functionName: "f", qualifier })).not.toThrow();
      expect(invoked({}, { qualifier })).toMatchObject({ FunctionName: "f", Qualifier: qualifier });
    },
  );

  test.each(["", "a b", "$OTHER.x", "a".repeat(129), 1])("has none like %j", (qualifier) => {
    expect(() => checkFunctionReference({ functionName: "f", qualifier: qualifier as string })).toThrow(
      /^createCaller\(\): qualifier is a version or an alias; it is /,
    );
  });
});

describe("what Lambda would refuse is refused before it is sent", () => {
  const [sync, event] = [6_291_456, 1_048_576];
  test.each([
    ["RequestResponse", "a".repeat(sync), "an invocation", sync],
    ["RequestResponse", "€".repeat(sync / 3), "an invocation", sync],
    ["Event", "a".repeat(event), "an asynchronous invocation", event],
    ["DryRun", "ü".repeat(sync / 2), "an invocation", sync],
  ] as const)("a payload of %s above its limit, in bytes", (type, payload, kind, limit) => {
    expect(invoked({ type, payload }).Payload).toBe(payload);
    expect(() => invoked({ type, payload: `${payload}a` })).toThrow(
      new TypeError(`calling f: the input of ${kind} has at most ${limit} bytes; it has ${limit + 1}`),
    );
  });

  test.each([
    [
      { type: "Event", clientContext: { a: 1 } },
      "an asynchronous invocation ignores clientContext; put it into the input",
    ],
    [{ tenantId: "a#b" }, 'tenantId "a#b" is not one that Lambda accepts'],
    [
      { durableExecutionName: "a b" },
      'durableExecutionName is 1 to 64 letters, digits, - and _; it is "a b"',
    ],
    [
      { clientContext: { a: "x".repeat(2688) } },
      "clientContext has at most 3583 bytes in base64; it has 3596",
    ],
  ])("%j", (invocation, problem) => {
    expect(() => invoked(invocation)).toThrow(new TypeError(`calling f: ${problem}`));
  });

  test("logTail of an asynchronous invocation", () => {
    expect(() => invoked({ type: "Event" }, { logTail: true })).toThrow(
      new TypeError("calling f: an asynchronous invocation has no logTail; make a caller without it"),
    );
  });
});

test("an invocation has what it was given, and nothing else", () => {
  const given = { tenantId: "t-1", durableExecutionName: "d-1", clientContext: { custom: { ü: 1 } } };
  const { ClientContext = "", ...input } = invoked(given, { logTail: true });
  expect(input).toEqual({
    ...{ FunctionName: "f", Payload: "{}", InvocationType: undefined, Qualifier: undefined },
    ...{ LogType: "Tail", TenantId: "t-1", DurableExecutionName: "d-1" },
  });
  expect(JSON.parse(Buffer.from(ClientContext, "base64").toString())).toEqual({ custom: { ü: 1 } });
  expect(invoked({ type: "Event", payload: undefined })).toEqual({
    ...{ FunctionName: "f", InvocationType: "Event" },
  });
});
