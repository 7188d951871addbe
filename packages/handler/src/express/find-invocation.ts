import { type InvocationIds, idsOf } from "../answer/answer-context.ts";
import { read } from "../foreign/safe-read.ts";
import { requestIdInHeaders } from "../frameworks/header-request-id.ts";
import { type ReportSettings, report } from "../report/report.ts";

/** The members of Express' `Request` that the middleware uses. */
export interface ExpressRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Lambda's event and context, as an adapter keeps them. */
export interface AdaptedInvocation {
  readonly event?: unknown;
  readonly context?: unknown;
}

/** The invocation of a request. */
export interface FoundInvocation extends InvocationIds {
  readonly event: unknown;
  /** Whether an adapter runs the application, and collects what it writes. */
  readonly isAdapted: boolean;
}

/**
 * Finds the invocation of a request; the headers have its id where the application is a server of its own. Never
 * throws.
 *
 * @param find the option of that name
 */
export function findInvocation(
  request: ExpressRequest,
  find: ((request: ExpressRequest) => AdaptedInvocation) | undefined,
  settings: Omit<ReportSettings, "requestId">,
): FoundInvocation {
  const { event, context } = adapted(request, find, settings);
  if (event !== undefined) return { event, ...idsOf(context), isAdapted: true };
  const { headers } = request;
  const texts = Object.entries(headers).map(([name, value]) => [name, value?.toString()]);
  return {
    event: { headers: Object.fromEntries(texts) },
    ...idsOf(context),
    requestId: requestIdInHeaders((name) => headers[name]),
    isAdapted: false,
  };
}

function adapted(...[request, find, settings]: Parameters<typeof findInvocation>): AdaptedInvocation {
  try {
    const found = find ? find(request) : read(request, "apiGateway");
    return { event: read(found, "event"), context: read(found, "context") };
  } catch (failure) {
    // An answer without the event is better than none.
    report(failure, "invocation", { ...settings, requestId: "" });
    return {};
  }
}
