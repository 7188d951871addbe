import type { HandlerErrorType } from "../../packages/catalog/src/handler-error.ts";

/*
 * Meanings of errors that @faultwire/catalog/meanings has none for. They are here, and not in the package, so that
 * callers do not carry them.
 */

/** Meanings of the wrapper's own errors. */
export const WRAPPER_MEANINGS: Readonly<Record<HandlerErrorType, string>> = {
  ValidationFailed: "The event does not fit the schema that the handler declares as its input.",
  FunctionTimedOut: "The guard `deadline()` ended the handler shortly before Lambda would have.",
  ResultTooLarge: "The handler returned more than its wire can carry.",
  InternalFailure:
    "The handler threw an error that it does not declare, or returned what its schema refuses.",
  DependencyFailed: "A call that the handler made failed, and the handler does not declare that error.",
};

/** Meanings of failed exchanges. */
export const CONNECTION_MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens at the address, or the connection was refused.",
  ENOTFOUND: "DNS does not know the host name.",
  EAI_AGAIN: "DNS did not answer in time.",
  EHOSTUNREACH: "No route leads to the host.",
  ENETUNREACH: "No route leads to the network.",
  ECONNRESET: "The connection was closed before the whole answer came.",
  EPIPE: "The connection was closed while the request was written.",
  ETIMEDOUT: "The system gave the connection up, or a time-out of the client ended it.",
  TimeoutError: "A time-out of the client ended the call, or the SDK gave a connection up.",
  AbortError: "The caller aborted the call.",
  SyntaxError: "A page came in place of JSON: something on the way answered.",
  StreamEnded: "A response stream ended without its last event.",
};

/** Meanings of a gateway's answers that have no type, by status. */
export const STATUS_MEANINGS: Readonly<Record<number, string>> = {
  401: "An HTTP API refuses a request without a valid token.",
  403: "The API, its authorizer, a firewall or a policy refuses the request.",
  404: "The API has no route for this method and path.",
  413: "The body of the request is larger than the gateway takes.",
  429: "The request was throttled.",
  500: "The function failed behind an HTTP API, or the API may not invoke it.",
  502: "The function failed, or returned what the gateway cannot use.",
  503: "The gateway had no answer in time, or could not reach the function.",
  504: "The gateway stopped waiting for the function.",
};

/** Meanings of what Ruby makes of exceptions, by the part before the class. */
export const RUBY_MEANINGS: Readonly<Record<string, string>> = {
  Function: "The handler raised an exception of this class.",
  Init: "An exception of this class was raised while the handler was loaded.",
  Runtime: "The runtime raised an exception of this class.",
};
