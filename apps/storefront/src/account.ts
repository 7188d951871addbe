import { inspect } from "node:util";
import { plan } from "@faultwire/caller";
import { type Fault, isFault, type Origin } from "@faultwire/catalog";
import type { Local, Run } from "@faultwire/local";

/** One thing that happens between the storefront and a function. */
export interface Situation {
  readonly title: string;
  /** The function that is called. */
  readonly functionName: string;
  /** The fault that should be caught, by name; none for a success. */
  readonly expected?: string;
  readonly call: () => Promise<unknown>;
  /** Words the fault for a customer. */
  readonly explain: (fault: never) => string;
}

const WIDTH = 200;

/** Runs a situation, prints it as seen from both ends, and returns whether it ended as expected. */
export async function playSituation(number: number, situation: Situation, lambda: Local): Promise<boolean> {
  const { title, functionName, expected, call, explain } = situation;
  const before = runsOf(lambda, functionName).length;
  const ending = await call().catch((thrown: unknown) => thrown);
  const runs = runsOf(lambda, functionName).slice(before);
  console.log(`\n${number}. ${title}`);
  line("there", runs.map(thereOf).join("; ") || "nothing ran");
  if (!isFault(ending)) {
    line("here", inspect(ending, { breakLength: Number.POSITIVE_INFINITY }));
    return expected === undefined;
  }
  line("on the wire", wireOf(ending.origin));
  line("caught here", `${ending.name}: ${factsOf(ending)}`);
  line("the shop says", explain(ending as never));
  line("did it run", `execution is "${ending.execution}"; really ran: ${runs.length} of ${functionName}`);
  const { retry, after, because } = plan(ending);
  line("try again", `${retry ? `yes${after > 0 ? `, after ${after / 1000} s` : ""}` : "no"}. ${because}`);
  return ending.name === expected;
}

function line(label: string, text: string): void {
  const clipped = text.length > WIDTH ? `${text.slice(0, WIDTH)}...` : text;
  console.log(`   ${label.padEnd(14)}${clipped}`);
}

/** A function that does not exist has run nothing. */
function runsOf(lambda: Local, functionName: string): readonly Run[] {
  return lambda.functions.includes(functionName) ? lambda.runs(functionName) : [];
}

/** Words a run in the ledger. */
function thereOf({ outcome, answer }: Run): string {
  return `${outcome}: ${answer}`;
}

/** Words the received payload in the format of its wire. */
function wireOf(origin: Origin | undefined): string {
  const payload = origin?.payload;
  if (payload instanceof Error) return `a refusal of the service: ${payload.name}: ${payload.message}`;
  const { status, headers, body, trace, ...rest } = payload as Received;
  if (status !== undefined)
    return `HTTP ${status}, X-Amzn-ErrorType: ${headers?.["x-amzn-errortype"]}, ${body}`;
  const line = trace?.[1]?.startsWith("[faultwire:") ? `, trace[1]: ${trace[1]}` : "";
  return `X-Amz-Function-Error, ${JSON.stringify(rest)}${line}`;
}

/** An HTTP response, or the payload of a function error. */
interface Received {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly trace?: readonly string[];
}

function factsOf({ name, errorType, details, status, retryable, retryAfter }: Fault): string {
  const facts = { ...(errorType !== name && { errorType }), details, status, retryable, retryAfter };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return inspect(Object.fromEntries(known), { breakLength: Number.POSITIVE_INFINITY, compact: 5, depth: 5 });
}
