import type { InvokeCommandInput } from "@aws-sdk/client-lambda";

/** What happened to a command's request. */
export interface Delivery {
  /** Whether a request was handed to the network. */
  isSent: boolean;
  /** The status of the answer, where its head arrived. */
  status?: number | undefined;
  /** Why it was not handed over: its caller's mistake. */
  refusal?: TypeError | undefined;
}

/** A command of the SDK, of whatever version. */
export interface Command {
  readonly input: Partial<InvokeCommandInput>;
  readonly middlewareStack: { add: Add; addRelativeTo: Add };
}

// The SDK's types of middleware are in a package of its own, and each version's are others.
type Add = (middleware: never, options: never) => void;
/** The rest of the SDK's middleware stack. */
type Next = (request: Sent) => Promise<unknown>;

interface Sent {
  readonly request?: { readonly headers?: Readonly<Record<string, string>> };
}

interface Answer {
  readonly response?: { readonly statusCode?: number };
}

/** Members of the input that older versions of the SDK leave out without a word. */
const YOUNG_MEMBERS = {
  TenantId: "x-amz-tenant-id",
  DurableExecutionName: "x-amz-durable-execution-name",
} as const;

/**
 * Makes a command send one request at most: a failure is taken past the SDK's retry loop, which would send the
 * request again and tell only of the last answer. Signing stays inside, so that it still corrects the clock.
 */
export function sendOnce(command: Command): Delivery {
  let failed: { readonly failure: unknown } | undefined;
  const takePast = (next: Next) => async (request: Sent) => {
    try {
      return await next(request);
    } catch (failure) {
      failed = { failure };
      // To the loop it is a success without members.
      return { response: undefined, output: { $metadata: {} } };
    }
  };
  // Whatever else listens on the client is to see how the request ended.
  const giveBack = (next: Next) => async (request: Sent) => {
    const answer = await next(request);
    if (failed) throw failed.failure;
    return answer;
  };
  const beside = (relation: "before" | "after", name: string) =>
    ({ name, relation, toMiddleware: "retryMiddleware", override: true }) as never;
  command.middlewareStack.addRelativeTo(takePast as never, beside("after", "faultwireTakePast"));
  command.middlewareStack.addRelativeTo(giveBack as never, beside("before", "faultwireGiveBack"));
  return watch(command);
}

/** Notes whether a request left and whether an answer began, and leaves the SDK's retries alone. */
export function watch(command: Command): Delivery {
  const delivery: Delivery = { isSent: false };
  const note = (next: Next) => async (sent: Sent) => {
    delivery.refusal = checkMembers(command.input, sent);
    if (delivery.refusal) throw delivery.refusal;
    delivery.isSent = true;
    delivery.status = undefined;
    const answer = await next(sent);
    delivery.status = (answer as Answer).response?.statusCode;
    return answer;
  };
  // Next to the network: what is further out sees an answer only once its body was read.
  command.middlewareStack.add(
    note as never,
    { name: "faultwireWatch", step: "deserialize", priority: "low", override: true } as never,
  );
  return delivery;
}

/** A call without its tenant would be a call for somebody else. */
function checkMembers(input: Command["input"], { request }: Sent): TypeError | undefined {
  for (const [member, header] of Object.entries(YOUNG_MEMBERS)) {
    if (
      input[member as keyof typeof YOUNG_MEMBERS] !== undefined &&
      request?.headers?.[header] === undefined
    ) {
      return new TypeError(
        `calling ${input.FunctionName}: this version of @aws-sdk/client-lambda does not send ${member}; install a later one`,
      );
    }
  }
  return undefined;
}
