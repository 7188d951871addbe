import { asString, isJsonObject, type JsonObject } from "@faultwire/wire";

/** The names of errors that come straight from Node.js, undici or the SDK. Other clients follow redirects and retry. */
const RAW_NAMES = /^(?:(?:Aggregate)?Error|(?:Connect)?TimeoutError)$/;
/** The calls to the system that come before a connection: a name is looked up, then a socket connects. */
const BEFORE_CONNECTION = /^(?:connect|getaddrinfo|query[A-Z]\w*)$/;
/** The SDK's connection timeout. It shares its name with the request timeout. */
const SDK_CONNECTION_TIMEOUT = /did not establish a connection|without establishing a connection/;
/** Node.js's error for a TLS connection that ended during the handshake. */
const UNFINISHED_HANDSHAKE =
  "Client network socket disconnected before secure TLS connection was established";

/** Facts that an error cannot report about its exchange. */
interface Hops {
  /** Whether `fetch` was made to follow no redirect, so that a connection that failed was the first. */
  readonly isOneHop?: boolean | undefined;
}

/**
 * Whether an error proves that its connection was never established, so that no request was sent. A system's code
 * alone proves nothing: `EHOSTUNREACH` also ends connections that carried a request. Errors of `fetch` prove something
 * only if no redirect was followed: the request may have been answered with one.
 */
export function neverConnected(error: JsonObject, { isOneHop }: Hops): boolean {
  if (RAW_NAMES.test(String(error.name)) && failedToConnect(error)) return true;
  const { cause } = error;
  return (
    isOneHop === true && isJsonObject(cause) && (cause.code === "ERR_INVALID_URL" || failedToConnect(cause))
  );
}

function failedToConnect(error: JsonObject): boolean {
  const { code, syscall, errors } = error;
  // One error for each address of the host.
  if (Array.isArray(errors)) {
    return errors.length > 0 && errors.every((each) => isJsonObject(each) && failedToConnect(each));
  }
  const message = asString(error.message) ?? "";
  if (code === "UND_ERR_CONNECT_TIMEOUT") return true;
  if (error.name === "TimeoutError" && SDK_CONNECTION_TIMEOUT.test(message)) return true;
  if (typeof code !== "string") return false;
  if (code === "ECONNRESET" && message === UNFINISHED_HANDSHAKE) return true;
  // Node.js puts the system call first into the message.
  return BEFORE_CONNECTION.test(asString(syscall) ?? message.split(" ", 1)[0] ?? "");
}
