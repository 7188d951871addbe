import type { SenderId } from "./entry.ts";

/** A sender of errors, as the pages introduce it. */
export interface Sender {
  readonly title: string;
  /** The sender in the titles of errors that another one sends too. */
  readonly shortName: string;
  /** The sender in a sentence, behind "Sent by". */
  readonly sentBy: string;
  readonly introduction: string;
  /** Documents about all of its errors: paths from the root of the repository, and their titles. */
  readonly documents: readonly (readonly [path: string, title: string])[];
  /** AWS's own pages. */
  readonly aws: readonly (readonly [url: string, title: string])[];
}

const EXECUTION = ["docs/execution.md", "Did the function run?"] as const;
const RETRIES = ["docs/retries.md", "Retry safely"] as const;
const FAILURES = ["docs/testing-failures.md", "Testing failures and retries"] as const;
const DG = "https://docs.aws.amazon.com/lambda/latest/dg";
const GATEWAY = "https://docs.aws.amazon.com/apigateway/latest/developerguide";

/** The senders, in the order of the index. */
export const SENDERS: Readonly<Record<SenderId, Sender>> = {
  runtime: {
    title: "The Lambda platform and the runtimes",
    shortName: "the runtime",
    sentBy: "the Lambda platform, or a runtime on its behalf",
    introduction:
      "A time-out, a process that ended, a module that cannot be loaded: the payload of a function error, marked with `FunctionError`.",
    documents: [
      ["docs/wires/platform-errors.md", "Errors of the platform and the runtimes"],
      ["docs/wires/function-errors.md", "The payload of a function error"],
      EXECUTION,
      FAILURES,
    ],
    aws: [
      [`${DG}/nodejs-exceptions.html`, "Lambda function errors in Node.js"],
      [`${DG}/runtimes-api.html`, "The Runtime API"],
    ],
  },
  lambda: {
    title: "The Lambda service",
    shortName: "the Lambda API",
    sentBy: "the Lambda service, in answer to Invoke",
    introduction:
      "The Lambda API refuses a request, and the SDK throws an exception with this name. AWS reserves these errors for requests that did not run the function; the pages list the exceptions to that rule.",
    documents: [["docs/wires/service-errors.md", "Refusals of the Lambda API"], EXECUTION, RETRIES, FAILURES],
    aws: [
      ["https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors", "Errors of Invoke"],
      ["https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html", "Common errors of AWS's APIs"],
    ],
  },
  gateway: {
    title: "API Gateway, Function URLs and load balancers",
    shortName: "API Gateway",
    sentBy: "the gateway in front of the function",
    introduction:
      "The gateway answers by itself: it refused the request, or it could not use what the function returned.",
    documents: [
      ["docs/wires/gateway-responses.md", "Responses that a gateway made"],
      ["docs/wires/http.md", "An HTTP response"],
      EXECUTION,
      ["docs/local-apis.md", "APIs of local"],
    ],
    aws: [[`${GATEWAY}/supported-gateway-response-types.html`, "Gateway response types"]],
  },
  wrapper: {
    title: "Faultwire's wrapper",
    shortName: "Faultwire's wrapper",
    sentBy: "the wrapper of the handler, `wrapHandler` and its kin",
    introduction: "The wrapper answers typed where a handler has no fault of its own to throw.",
    documents: [
      ["docs/handlers.md", "Handlers"],
      EXECUTION,
      ["docs/testing-handlers.md", "Unit tests of handlers"],
    ],
    aws: [],
  },
  connection: {
    title: "The connection",
    shortName: "the connection",
    sentBy: "no server: the exchange failed, and the client reports it",
    introduction: "A connection that is refused, reset or cut, a time-out of the client, an abort.",
    documents: [["docs/wires/transport.md", "No answer, or half of one"], EXECUTION, RETRIES, FAILURES],
    aws: [],
  },
  caller: {
    title: "Faultwire's caller",
    shortName: "Faultwire's caller",
    sentBy: "the caller itself, of an answer that it cannot read",
    introduction: "An answer came, and it cannot be read as the fault or the result that it names.",
    documents: [["docs/catching.md", "Catch errors"], EXECUTION],
    aws: [],
  },
  function: {
    title: "Your own function",
    shortName: "your function",
    sentBy: "the code of the function",
    introduction: "An error that your code threw, and that no catalog declares.",
    documents: [
      ["docs/handlers.md", "Handlers"],
      ["docs/catching.md", "Catch errors"],
      ["docs/wires/function-errors.md", "The payload of a function error"],
      EXECUTION,
    ],
    aws: [[`${DG}/nodejs-exceptions.html`, "Lambda function errors in Node.js"]],
  },
};
