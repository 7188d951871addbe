import { isError } from "@faultwire/catalog/internal";
import { isJsonObject, parseJson } from "@faultwire/wire";
import { testContext } from "./test-context.ts";

/** A wrapped handler, or any other of two parameters. */
type Handler = (event: never, context: never) => unknown;

const DETAILS_LINE = /^\[faultwire:\d+\] /;
const AROUND = 30;

/**
 * Invokes a handler with each event and searches everything that its caller would get for a secret: the result, or the
 * error as the runtime posts it, however deep, escaped or encoded. The log is not searched.
 *
 * @throws Error that names the place of the secret, with the text around it
 * @throws TypeError for an empty secret, and without an event
 * @example
 * test("the password stays here", () => assertNoLeak(handler, "s3cr3t", [apiEvent, directEvent]));
 */
export async function assertNoLeak(
  handler: Handler,
  secret: string,
  events: readonly unknown[],
): Promise<void> {
  if (secret === "") throw new TypeError("assertNoLeak(): the secret is empty, and every text contains that");
  if (events.length === 0) {
    throw new TypeError("assertNoLeak(): there are no events, so nothing was searched; pass at least one");
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
    // The handler's parameters are unknown here.
    return ["result", decoded(await handler(event as never, testContext() as never))];
  } catch (thrown) {
    return ["error", isError(thrown) ? posted(thrown) : { errorMessage: String(thrown) }];
  }
}

/** Reads the members of an error that the runtime posts. */
function posted({ name, message, stack }: Error) {
  return { errorType: name, errorMessage: message, trace: stack?.split("\n") ?? [] };
}

function decoded(result: unknown): unknown {
  if (!isJsonObject(result) || result.isBase64Encoded !== true || typeof result.body !== "string")
    return result;
  return { ...result, body: Buffer.from(result.body, "base64").toString("utf8") };
}

/** Finds a text in a value, in the JSON in its texts, and in the names of its members. */
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
  // A text is JSON too, in which the secret may be escaped.
  return find(parseJson(text.replace(DETAILS_LINE, "")), secret, `${place} (JSON)`);
}

function adviceFor(kind: Sent[0]): string {
  if (kind === "result") return "";
  return "\nErrors that are not declared pass on direct calls as Lambda would send them; `conceal: true` ends that.";
}
