import fc from "fast-check";
import { describe, expect, test } from "vitest";
import cases from "../../../../cases/function-errors.json" with { type: "json" };
import type { FaultData, WireError } from "../wire-error.ts";
import { decodeStandard, encodeStandard, isStandardFault } from "./standard.ts";

const fault: FaultData = {
  errorType: "OrderNotFound",
  message: "Order o-1 was not found",
  details: { orderId: "o-1" },
  status: 404,
  retryable: false,
};

/** The payload that the runtime posts for an error with these members. */
const posted = ({ name, message, stack }: { name: string; message: string; stack: string }) =>
  JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split("\n") });

describe("decodeStandard reads the payload of every runtime", () => {
  test.each(cases.map((each) => [each.id, each] as const))("%s", (_, { payload, expect: expected }) => {
    expect(literal(decodeStandard(payload))).toEqual(expected);
  });

  function literal(error: WireError | undefined): unknown {
    if (error === undefined) return null;
    const { errorType = null, message: errorMessage = null, remoteStack, cause } = error;
    return { errorType, errorMessage, stackFrames: remoteStack?.length ?? null, cause: literal(cause) };
  }
});

test("a text that is not an object is the payload, and nothing is read out of it", () => {
  for (const payload of ["boom", "7", "[]", "null", ""])
    expect(decodeStandard(payload)).toStrictEqual({ wire: "standard", payload });
});

test("an object proves that the function ran only in a form in which runtimes post an error", () => {
  const executionOf = (posted: object) => decodeStandard(JSON.stringify(posted)).execution;
  for (const form of [
    { errorType: "E", errorMessage: "m" },
    { errorMessage: "m", stackTrace: [] },
    { errorType: "E", trace: [] },
    { stack: [] },
  ])
    expect(executionOf(form), JSON.stringify(form)).toBe("started");
  for (const other of [{ errorMessage: "m" }, { errorType: "E" }, { errorType: "E", stack: "at f" }, {}])
    expect(executionOf(other), JSON.stringify(other)).toBeUndefined();
});

test("the reason of a rejection is the cause of that error, and of no other", () => {
  const reason = { errorType: "NoSeat", errorMessage: "n" };
  const causeOf = (errorType: string) =>
    decodeStandard(JSON.stringify({ errorType, errorMessage: "m", reason })).cause?.errorType;
  expect(causeOf("Runtime.UnhandledPromiseRejection")).toBe("NoSeat");
  expect(causeOf("RangeError")).toBeUndefined();
});

describe("the standard wire", () => {
  test("carries name, message, details, status, retryable and retryAfter", () => {
    const whole = { ...fault, retryable: true, retryAfter: 5 };
    const { errorType, message, details, status, retryable, retryAfter } = decodeStandard(
      posted(encodeStandard(whole, "orders", "\n    at handler (file:///var/task/index.mjs:1:1)")),
    );
    expect({ errorType, message, details, status, retryable, retryAfter }).toEqual(whole);
  });

  test("writes the details line second, in the order that is promised", () => {
    const { stack } = encodeStandard(
      { ...fault, retryAfter: 5 },
      "orders",
      "\n    at handler (index.mjs:1:1)",
    );
    expect(stack.split("\n")).toEqual([
      "OrderNotFound: Order o-1 was not found",
      '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"},"status":404,"retryable":false,"retryAfter":5}',
      "    at handler (index.mjs:1:1)",
    ]);
  });

  test("writes the name alone as the header of an empty message", () => {
    const encoded = encodeStandard({ ...fault, message: "" }, "orders", "");
    expect(encoded.stack.split("\n")[0]).toBe("OrderNotFound");
    expect(decodeStandard(posted(encoded))).toMatchObject({ message: "", status: 404 });
  });

  test("has no spaces and no DEL in its JSON, for the runtime copies the text between spaces into a header", () => {
    const { stack } = encodeStandard({ ...fault, details: { note: "a b\x7fc" } }, "orders", "");
    const [, line = ""] = stack.split("\n");
    expect(line.slice("[faultwire:1] ".length)).not.toMatch(/[ \x7f]/);
    expect(line).toContain('{"note":"a\\u0020b\\u007fc"}');
  });

  test("reads no details line that a message forged", () => {
    const forged = '[faultwire:1] {"catalog":"orders","details":{"orderId":"evil"},"status":500}';
    const thrown = encodeStandard({ ...fault, message: `x\n${forged}` }, "orders", "");
    expect(decodeStandard(posted(thrown)).details).toEqual({ orderId: "o-1" });
    const foreign = {
      name: "OrderNotFound",
      message: `x\n${forged}`,
      stack: `OrderNotFound: x\n${forged}\n    at f (a:1:1)`,
    };
    expect(decodeStandard(posted(foreign))).not.toHaveProperty("details");
  });

  test("passes over a line of another version, a cut one, and members of the wrong type", () => {
    const read = (line: string) =>
      decodeStandard(posted({ name: "A", message: "m", stack: `A: m\n${line}` }));
    expect(read('[faultwire:2] {"status":404}').status).toBeUndefined();
    expect(read('[faultwire:1] {"status":404').status).toBeUndefined();
    expect(read("[faultwire:1] 7").status).toBeUndefined();
    expect(
      read('[faultwire:1] {"status":"404","retryable":"yes","retryAfter":-1,"later":true}'),
    ).toMatchObject({ errorType: "A" });
    expect(read('[faultwire:1] {"status":"404"}')).not.toHaveProperty("status");
    expect(read('[faultwire:1] {"retryAfter":-1}')).not.toHaveProperty("retryAfter");
  });

  test("replaces details that are too large by their size, and keeps all else", () => {
    const text = "é".repeat(1_000_000);
    const encoded = encodeStandard({ ...fault, details: { text } }, "orders", "");
    expect(encoded.stack.length).toBeLessThan(1000);
    const size = Buffer.byteLength(JSON.stringify({ text }));
    expect(decodeStandard(posted(encoded))).toMatchObject({
      errorType: "OrderNotFound",
      dropped: size,
      status: 404,
    });
  });

  test("tells details that look like that note apart from it", () => {
    const encoded = encodeStandard({ ...fault, details: { dropped: 20_000 } }, "orders", "");
    const read = decodeStandard(posted(encoded));
    expect(read.details).toEqual({ dropped: 20_000 });
    expect(read.dropped).toBeUndefined();
  });

  test("fits a Step Functions Cause up to its frames, whatever it is given", () => {
    const wild = fc.string({ unit: "binary", maxLength: 30_000, size: "max" });
    fc.assert(
      fc.property(wild, wild, (message, note) => {
        const payload = posted(encodeStandard({ ...fault, message, details: { note } }, "orders", ""));
        expect(payload.length).toBeLessThan(32_768);
        expect(decodeStandard(payload)).toMatchObject({ errorType: "OrderNotFound", status: 404 });
      }),
      { numRuns: 60 },
    );
  });

  test("brings any JSON details and any one-line message back as they were", () => {
    const line = fc.string({ unit: "grapheme" }).map((text) => text.replace(/[\n\r\u2028\u2029\x7f]/g, " "));
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), line, (value, message) => {
        const details = JSON.parse(JSON.stringify({ value }));
        const read = decodeStandard(posted(encodeStandard({ ...fault, details, message }, "orders", "")));
        expect(read.details).toEqual(details);
        expect(read.message).toBe(message);
      }),
    );
  });

  test("follows causes, and only so deep", () => {
    const payload = `${'{"errorType":"E","cause":'.repeat(5000)}{}${"}".repeat(5000)}`;
    let count = 0;
    for (let error = decodeStandard(payload).cause; error; error = error.cause) count += 1;
    expect(count).toBe(32);
  });

  test("keeps a stack whose entries nest deeper than JSON can be written", () => {
    const payload = `{"errorType":"E","errorMessage":"m","stackTrace":["f",${"[".repeat(10_000)}${"]".repeat(10_000)}]}`;
    expect(decodeStandard(payload)).toMatchObject({ errorType: "E", remoteStack: ["f", "[object Array]"] });
  });
});

test("the first of several causes is the cause where none is named so", () => {
  const causes = [
    { errorType: "A", errorMessage: "a" },
    { errorType: "B", errorMessage: "b" },
  ];
  const read = decodeStandard(JSON.stringify({ errorType: "AggregateException", errorMessage: "m", causes }));
  expect(read.cause).toMatchObject({ errorType: "A", message: "a" });
});

test("an error object with its details line below its own header is a fault at a glance", () => {
  const payload = JSON.parse(posted(encodeStandard(fault, "orders", "\n    at a")));
  expect(isStandardFault(payload)).toBe(true);
  const bare = JSON.parse(posted(encodeStandard({ ...fault, message: "" }, "orders", "")));
  expect(isStandardFault(bare)).toBe(true);
  const [header, line] = payload.trace;
  for (const other of [
    ...[
      {},
      { ...payload, trace: undefined },
      { ...payload, trace: [header] },
      { ...payload, trace: [header, "at a"] },
    ],
    ...[
      { ...payload, trace: ["other", line] },
      { ...payload, errorMessage: "other" },
      { trace: [header, line] },
    ],
    { ...payload, trace: [header, 7] },
  ])
    expect(isStandardFault(other)).toBe(false);
});
