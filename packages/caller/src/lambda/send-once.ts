import type { InvokeCommandInput } from "@aws-sdk/client-lambda";
import { decodeTraceId } from "@faultwire/wire";

/** The progress of a command's request. */
export interface RequestProgress {
  /** The number of requests that were handed to the network. */
  requests: number;
  /** The HTTP status, if the head of a response arrived. */
  status?: number | undefined;
  /** The X-Ray trace id of the response. */
  traceId?: string | undefined;
  /** The programmer's mistake because of which it was not handed over. */
  refusal?: TypeError | undefined;
}

/** A command of any version of the SDK. */
export interface SdkCommand {
  readonly input: Partial<InvokeCommandInput>;
  readonly middlewareStack: { add: AddMiddleware; addRelativeTo: AddMiddleware };
}

// The SDK's types of middleware are in another package and differ between versions.
type AddMiddleware = (middleware: never, options: never) => void;
/** The rest of the SDK's middleware stack. */
type Next = (request: SdkRequest) => Promise<unknown>;

interface SdkRequest {
  readonly request?: { readonly headers?: Readonly<Record<string, string>> };
}

interface SdkResponse {
  readonly response?: {
    readonly statusCode?: number;
    /** By name in lower case. */
    readonly headers?: Readonly<Record<string, unknown>>;
  };
}

/** Members of the input that older versions of the SDK leave out silently, with their headers. */
const RECENT_MEMBERS = {
  TenantId: "x-amz-tenant-id",
  DurableExecutionName: "x-amz-durable-execution-name",
} as const;

/**
 * Makes a command send one request at most. The SDK's retry loop would send a failed request again and report only
 * the last response, so a failure is hidden from the loop and thrown again behind it. Signing stays inside the loop
 * and still corrects the clock.
 */
export function sendOnce(command: SdkCommand): RequestProgress {
  let failed: { readonly failure: unknown } | undefined;
  const bypassRetries = (next: Next) => async (request: SdkRequest) => {
    try {
      return await next(request);
    } catch (failure) {
      failed = { failure };
      // The loop sees a success without members.
      return { response: undefined, output: { $metadata: {} } };
    }
  };
  // Other middleware of the client sees how the request really ended.
  const rethrowFailure = (next: Next) => async (request: SdkRequest) => {
    const response = await next(request);
    if (failed) throw failed.failure;
    return response;
  };
  // The types of middleware and options are those of one version of the SDK; this runs with all of them.
  const beside = (relation: "before" | "after", name: string) =>
    ({ name, relation, toMiddleware: "retryMiddleware", override: true }) as never;
  command.middlewareStack.addRelativeTo(bypassRetries as never, beside("after", "faultwireBypassRetries"));
  // As above, the SDK's types are those of one version.
  command.middlewareStack.addRelativeTo(rethrowFailure as never, beside("before", "faultwireRethrowFailure"));
  return watch(command);
}

/** Counts a command's requests and notes whether a response began. The SDK's retries stay on. */
export function watch(command: SdkCommand): RequestProgress {
  const progress: RequestProgress = { requests: 0 };
  const note = (next: Next) => async (sent: SdkRequest) => {
    progress.refusal = checkMembers(command.input, sent);
    if (progress.refusal) throw progress.refusal;
    progress.requests += 1;
    progress.status = undefined;
    progress.traceId = undefined;
    const result = await next(sent);
    // Every version of the SDK passes the HTTP response here; its type differs.
    const { response } = result as SdkResponse;
    progress.status = response?.statusCode;
    progress.traceId = decodeTraceId(response?.headers?.["x-amzn-trace-id"]);
    return result;
  };
  // Next to the network: middleware further out sees a response only after its body was read. The casts leave out the
  // types of one version of the SDK.
  command.middlewareStack.add(
    note as never,
    { name: "faultwireWatch", step: "deserialize", priority: "low", override: true } as never,
  );
  return progress;
}

/** Refuses to send a request without a member that was asked for: without its tenant, a call is another tenant's. */
function checkMembers(input: SdkCommand["input"], { request }: SdkRequest): TypeError | undefined {
  for (const [member, header] of Object.entries(RECENT_MEMBERS)) {
    // Object.entries widens the keys to string.
    const isAsked = input[member as keyof typeof RECENT_MEMBERS] !== undefined;
    if (isAsked && request?.headers?.[header] === undefined) {
      return new TypeError(
        `calling ${input.FunctionName}: this version of @aws-sdk/client-lambda does not send ${member}; install a later one`,
      );
    }
  }
  return undefined;
}
