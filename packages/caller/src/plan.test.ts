import { defineCatalog, fault, ServiceFault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { describe, expect, test } from "vitest";
import { plan } from "./plan.ts";

class Promised extends fault("Promised", { status: 409, retryable: true, message: "m" }) {}
class Busy extends fault("Busy", { status: 503, message: "m" }) {}
class Wrong extends fault("Wrong", { status: 400, message: "m" }) {}
const All = defineCatalog("all", { Promised, Busy, Wrong });

const received = (errorType: string, more: object = {}) =>
  toFault({ wire: "standard", payload: {}, errorType, message: "m", ...more }, All);
const throttled = (execution: "none" | "unknown") =>
  new ServiceFault({
    errorType: "TooManyRequestsException",
    message: "m",
    status: 429,
    retryable: true,
    category: "account",
    execution,
  });

describe("plan takes two yeses", () => {
  test.each([
    [
      "it did not run, and may pass",
      throttled("none"),
      {},
      { retry: true, after: 0, because: "The function did not run, and TooManyRequestsException may pass." },
    ],
    [
      "it may have run",
      throttled("unknown"),
      {},
      { retry: false, after: 0, because: "The function may have run, and a second run might do harm." },
    ],
    [
      "it may have run, but twice does no harm",
      throttled("unknown"),
      { idempotent: true },
      { retry: true, after: 0, because: "The call is idempotent, and TooManyRequestsException may pass." },
    ],
    [
      "its author promised",
      received("Promised", { retryable: true }),
      {},
      {
        retry: true,
        after: 0,
        because: "The fault's author promised that calling again is safe, and Promised may pass.",
      },
    ],
    [
      "its author promised, and it was made here",
      new Promised(),
      {},
      {
        retry: true,
        after: 0,
        because: "The fault's author promised that calling again is safe, and Promised may pass.",
      },
    ],
    [
      "it was made here, and nothing is known of a run",
      new Busy(),
      {},
      { retry: false, after: 0, because: "The function may have run, and a second run might do harm." },
    ],
    [
      "it asks for another try, whatever it is otherwise",
      received("Promised", { retryable: false, retryAfter: 2 }),
      { idempotent: true },
      {
        retry: true,
        after: 2000,
        because: "The call is idempotent, and Promised asks for another try after 2 s.",
      },
    ],
    [
      "the function that threw it promised nothing: a callee's fault that was passed on",
      received("Promised"),
      {},
      {
        retry: false,
        after: 0,
        because: "The function has started, and a second run might do harm.",
      },
    ],
    [
      "the wire takes the promise back",
      received("Promised", { retryable: false }),
      {},
      { retry: false, after: 0, because: "Promised would be the answer again." },
    ],
    [
      "it may pass, but nobody promised",
      received("Busy"),
      {},
      { retry: false, after: 0, because: "The function has started, and a second run might do harm." },
    ],
    [
      "it asks for a wait",
      received("Busy", { retryAfter: 5 }),
      { idempotent: true },
      {
        retry: true,
        after: 5000,
        because: "The call is idempotent, and Busy asks for another try after 5 s.",
      },
    ],
    [
      "it would be the same",
      received("Wrong"),
      { idempotent: true },
      { retry: false, after: 0, because: "Wrong would be the answer again." },
    ],
  ] as const)("%s", (_, fault, options, expected) => expect(plan(fault, options)).toEqual(expected));
});
