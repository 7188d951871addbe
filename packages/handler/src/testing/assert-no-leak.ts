import { isJsonObject, parseJson } from "@faultwire/wire";

/** A wrapped handler, or any other of two parameters. */
type Handler = (event: never, context: never) => unknown;

/** What a test's context needs: an id to find the log by, and time. */
const CONTEXT = {
  awsRequestId: "00000000-0000-4000-8000-000000000000",
  functionName: "function",
  getRemainingTimeInMillis: () => 30_000,
};
const DETAILS_LINE = /^\[faultwire:\d+\] /;
const AROUND = 30;

/**
 * Invokes a handler with each event and looks for a secret in all that its caller would get: the result, or the
 * error as the runtime posts it, however deep, escaped or encoded there. What goes to the log is not looked at.
 *
 * @throws Error that says where the secret stands, and what around it
 * @throws TypeError where there is nothing to look for, or no event
 * @example
 * test("the password stays here", () => assertNoLeak(handler, "s3cr3t", [apiEvent, directEvent]));
 */
export async function assertNoLeak(
  handler: Handler,
  secret: string,
  events: readonly unknown[],
): Promise<void> {
  if (secret === "")
    throw new TypeError("assertNoLeak(): the secret is empty, and everything has that in it");
  if (events.length === 0) {
    throw new TypeError("assertNoLeak(): there are no events, so nothing was looked at; give at least one");
  }
  for (const [index, event] of events.entries()) {
    const [kind, sent] = await invoke(handler, event);
    const found = find(sent, secret, kind);
    if (found) throw new Error(`event ${index}: the secret leaks in ${found}${adviceFor(kind)}`);
  }
}

type Sent = readonly [kind: "result" | "error", sent: unknown];

async function invoke(handler: Handler, event: unknown): Promise<Sent> {
  try {
    return ["result", decoded(await handler(event as never, CONTEXT as never))];
  } catch (thrown) {
    return ["error", thrown instanceof Error ? posted(thrown) : { errorMessage: String(thrown) }];
  }
}

/** What the runtime makes of an error. */
function posted({ name, message, stack }: Error) {
  return { errorType: name, errorMessage: message, trace: stack?.split("\n") ?? [] };
}

function decoded(result: unknown): unknown {
  if (!isJsonObject(result) || result.isBase64Encoded !== true || typeof result.body !== "string")
    return result;
  return { ...result, body: Buffer.from(result.body, "base64").toString("utf8") };
}

/** Says where a text stands in a value, in the JSON in its texts, and in the names of its members. */
function find(value: unknown, secret: string, place: string): string | undefined {
  if (typeof value === "string") return findInText(value, secret, place);
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const here = `${place}.${name}`;
    const found = findInText(name, secret, `the name of ${here}`) ?? find(member, secret, here);
    if (found) return found;
  }
  return undefined;
}

function findInText(text: string, secret: string, place: string): string | undefined {
  const at = text.indexOf(secret);
  if (at !== -1) {
    const around = text.slice(Math.max(0, at - AROUND), at + secret.length + AROUND);
    return `${place}: ${JSON.stringify(around)}`;
  }
  const json = parseJson(text.replace(DETAILS_LINE, ""));
  return typeof json === "object" ? find(json, secret, `${place} (JSON)`) : undefined;
}

function adviceFor(kind: Sent[0]): string {
  if (kind === "result") return "";
  return "\nErrors that are not declared pass on direct calls as Lambda would send them; `conceal: true` ends that.";
}
