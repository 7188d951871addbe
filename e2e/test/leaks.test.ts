import { readFileSync } from "node:fs";
import { join } from "node:path";
import { emfMetrics } from "@faultwire/handler/emf";
import { openTelemetry } from "@faultwire/handler/opentelemetry";
import { powertoolsMetrics, powertoolsTracer } from "@faultwire/handler/powertools";
import { trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { disclosed, Faults, ofDeclared, ofUndeclared, redactable } from "./leaks/places.ts";
import { leaksIn, SECRET } from "./leaks/secret.ts";
import { OTHERS, posted, WRAPPERS } from "./leaks/wrappers.ts";
import { repository } from "./structure/sources.ts";

/* A secret that is planted anywhere in what a handler throws, under every wrapper, adapter and event. */

const throws = Faults;
const rows = Object.entries(WRAPPERS);
// Thousands of stacks are read here, and each frame is looked up in a source map.
Error.stackTraceLimit = 3;

let logged: unknown[] = [];
beforeEach(() => {
  logged = [];
  vi.spyOn(console, "error").mockImplementation((...given) => void logged.push(...given));
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => logged.push(String(chunk)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The answer that leaves to the invoker, and the error that the runtime logs. */
interface Sent {
  readonly answer: unknown;
  readonly ofRuntime: unknown;
}

async function send(run: () => unknown): Promise<Sent> {
  try {
    const answer = await run();
    return { answer, ofRuntime: undefined };
  } catch (error) {
    return { answer: posted(error), ofRuntime: error };
  }
}

/** The places from which the secret leaves, with its forms. */
async function leaks(
  places: typeof ofDeclared,
  answer: (thrown: () => unknown) => unknown,
  seen: (sent: Sent) => unknown,
): Promise<string[]> {
  const found: string[] = [];
  for (const [place, plant] of Object.entries(places)) {
    logged = [];
    const forms = leaksIn(seen(await send(() => answer(() => plant(SECRET)))));
    if (forms.length > 0) found.push(`${place}: ${forms.join()}`);
  }
  return found;
}

const answerOf = ({ answer }: Sent) => answer;
const everything = (sent: Sent) => sent;

describe.each(rows)("%s", (_, { run, passes, isSilent, isKept }) => {
  test("answers a declared fault with what its catalog discloses, and nothing else", async () => {
    expect(await leaks(ofDeclared, (thrown) => run(thrown, { throws }), answerOf)).toEqual([]);
    // Its message is disclosed: a leak would be seen.
    const message = await leaks({ message: disclosed }, (thrown) => run(thrown, { throws }), answerOf);
    expect(message).toHaveLength(isSilent === undefined ? 1 : 0);
  });

  test("answers an undeclared error with nothing of it, or is listed with the reason", async () => {
    const found = await leaks(ofUndeclared, (thrown) => run(thrown, { throws }), everything);
    if (passes === undefined) expect(found).toEqual([]);
    else expect(found).not.toEqual([]);
  });

  // The others conceal everything without the option.
  test.runIf(isKept === undefined && passes !== undefined)(
    "conceals an undeclared error from the runtime, too",
    async () => {
      const concealing = (thrown: () => unknown) => run(thrown, { throws, conceal: true });
      expect(await leaks(ofUndeclared, concealing, everything)).toEqual([]);
    },
  );

  test.runIf(isKept === undefined)(
    "redacts details and properties wherever they go: answers, the log, metrics and traces",
    async () => {
      const sent: unknown[] = [];
      const push = (...given: unknown[]) => void sent.push(given);
      // The part of a span that the hook uses.
      const span = {
        setAttribute: push,
        setStatus: push,
        recordException: (error: unknown) => push(posted(error)),
      };
      vi.spyOn(trace, "getActiveSpan").mockReturnValue(span as never);
      const onFault = [
        emfMetrics({ namespace: "Shop" }),
        openTelemetry(),
        powertoolsMetrics({
          singleMetric: () => ({ addDimension: push, addMetric: push }),
        }),
        powertoolsTracer({
          putAnnotation: push,
          addErrorAsMetadata: (error) => push(posted(error)),
        }),
      ];
      const redacting = (thrown: () => unknown) =>
        run(thrown, {
          throws,
          onFault,
          redact: (_details, errorType) => (errorType === "Refused" ? { why: "*" } : {}),
        });
      expect(
        await leaks(redactable, redacting, ({ answer, ofRuntime }) => [
          answer,
          { ...Object(ofRuntime) },
          logged,
          sent,
        ]),
      ).toEqual([]);
    },
  );
});

test("the table has every export of the handler that answers errors, and says why the others answer none", async () => {
  const manifest = readFileSync(join(repository, "packages/handler/package.json"), "utf8");
  const exported: string[] = [];
  for (const entry of Object.keys(JSON.parse(manifest).exports)) {
    if (entry === "./package.json") continue;
    const path = entry.slice(2);
    const members: object = await import(join("@faultwire/handler", path));
    exported.push(...Object.keys(members).map((name) => [path, name].filter(Boolean).join(" ")));
  }
  const listed = [...Object.values(WRAPPERS).map(({ of }) => of), ...Object.keys(OTHERS)];
  expect(exported.sort()).toEqual([...new Set(listed)].sort());
});

test("the search finds a secret in each form", () => {
  const bytes = Buffer.from(SECRET);
  expect(leaksIn(SECRET.toLowerCase())).toEqual(["as it is, or in lower case"]);
  for (const before of ["", "a", "ab", "abc"]) {
    expect(leaksIn({ a: [Buffer.from(`${before}${SECRET}z`).toString("base64")] })).toEqual(["base64"]);
    expect(leaksIn(Buffer.from(`${before}${SECRET}`).toString("base64url"))).toEqual(["base64"]);
  }
  expect(leaksIn(bytes.toString("hex"))).toEqual(["hex"]);
  expect(leaksIn(encodeURIComponent(SECRET))).toEqual(["URI"]);
  expect(leaksIn(new Error("m", { cause: { [Symbol(SECRET)]: 1 } }))).toHaveLength(1);
});
