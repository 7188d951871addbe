import { expect, test } from "vitest";
import { TransportFault } from "../families.ts";
import { classifyTransportError } from "./classify-transport-error.ts";
import { toFault } from "./to-fault.ts";

test.each([
  ...["ECONNRESET", "EAI_AGAIN", "ETIMEDOUT", "UND_ERR_SOCKET", "HPE_INVALID_CONSTANT", "TimeoutError"],
  ...["TypeError", "StreamEnded"],
])("%s may pass", (errorType) => {
  expect(classifyTransportError(errorType)).toEqual({ execution: "unknown", retryable: true });
});

test.each([
  ...["AbortError", "SyntaxError", "E", "Econnreset", "ECONN_RESET_X", "XECONNRESET", "RangeError"],
  ...["UND_ERR_", "HPE_", "TypeErrors", "StreamEndedHere", "CERT_HAS_EXPIRED"],
])("%s stays", (errorType) => {
  expect(classifyTransportError(errorType)).toEqual({ execution: "unknown", retryable: false });
});

test.each([
  [200, "finished", false],
  [201, "unknown", false],
  [501, "unknown", false],
  [502, "unknown", true],
  [504, "unknown", true],
] as const)("under the status %d the function has %s", (status, execution, retryable) => {
  expect(classifyTransportError("SyntaxError", status)).toEqual({ execution, retryable });
});

test("an answer that was cut off is a fault of the connection", () => {
  const cut = { wire: "http", reportedBy: "transport", payload: {}, status: 200, message: "m" } as const;
  const nothing = { name: "none", faults: {} };
  const fault = toFault(cut, nothing);
  expect(fault).toBeInstanceOf(TransportFault);
  expect(fault).toMatchObject({
    ...{
      errorType: "StreamEnded",
      message: "m",
      category: "transport",
      retryable: true,
      execution: "finished",
    },
  });
  const proven = { ...cut, errorType: "SyntaxError", execution: "started" } as const;
  expect(toFault(proven, nothing)).toMatchObject({
    errorType: "SyntaxError",
    retryable: false,
    execution: "started",
  });
});
