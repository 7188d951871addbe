import { traceToSend } from "@faultwire/catalog/internal";
import { TRACE_HEADER } from "@faultwire/wire";

/** Puts the trace of the running invocation on a request, unless the program has put one there itself. */
export function addTrace(headers: Headers): void {
  const trace = traceToSend();
  if (trace !== undefined && !headers.has(TRACE_HEADER)) headers.set(TRACE_HEADER, trace);
}

/** Puts it on a request that is described by the arguments of `fetch`. Outside of Lambda they are unchanged. */
export function withTrace(given: Parameters<typeof fetch>): Parameters<typeof fetch> {
  if (traceToSend() === undefined) return given;
  const [input, options] = given;
  const headers = new Headers(options?.headers ?? (input instanceof Request ? input.headers : undefined));
  addTrace(headers);
  return [input, { ...options, headers }];
}
