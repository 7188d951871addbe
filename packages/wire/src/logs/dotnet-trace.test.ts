import { expect, test } from "vitest";
import { decodeDotnetTrace } from "./dotnet-trace.ts";

const read = { wire: "log", execution: "started" };

test.each(["\n", "\r\n"])(
  "an exception of .NET has its frames, and the ones that it wraps theirs: %j",
  (end) => {
    const text = [
      "Shop.Full: no room",
      " ---> Shop.NoSeat`1: row 7",
      "is taken",
      " ---> (Inner Exception #0) System.Exception",
      "   at C.Inner()",
      "   --- End of inner exception stack trace ---",
      "   at B.Middle()",
      "   at B.Other()",
      "   --- End of inner exception stack trace ---",
      "   at A.Outer()",
      "",
    ].join(end);
    expect(decodeDotnetTrace(text)).toEqual({
      ...{
        ...read,
        payload: text,
        errorType: "Shop.Full",
        message: "no room",
        remoteStack: ["   at A.Outer()"],
      },
      cause: {
        ...{ ...read, payload: text, errorType: "Shop.NoSeat`1", message: `row 7${end}is taken` },
        remoteStack: ["   at B.Middle()", "   at B.Other()"],
        cause: {
          ...{ ...read, payload: text, errorType: "System.Exception", message: "", cause: undefined },
          remoteStack: ["   at C.Inner()"],
        },
      },
    });
  },
);

test("a text without frames is not an exception, and a first line of anything else has no type", () => {
  expect(decodeDotnetTrace("Shop.Full: no room")).toBeUndefined();
  expect(decodeDotnetTrace("Shop.Full: no room\n at A()")).toBeUndefined();
  expect(decodeDotnetTrace("it is over\n   at A()")).toBeUndefined();
  expect(decodeDotnetTrace("it is over\n ---> Shop.Full: no room\n   at A()")).toMatchObject({
    ...{ errorType: "Shop.Full", message: "no room", remoteStack: ["   at A()"] },
  });
});

test("an exception whose frames were cut has none", () => {
  const text = "Shop.Full: m\n ---> Shop.NoSeat: n\n   at C.Inner()";
  expect(decodeDotnetTrace(text)).toMatchObject({ errorType: "Shop.Full", remoteStack: [] });
});
