import assert from "node:assert/strict";
import { createFetch, createHttpCaller, type Outcome } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { type Fault, isFault } from "@faultwire/catalog";
import fc from "fast-check";
import { Faults } from "./faults.ts";
import { mutated } from "./mutations.ts";
import { assertSound } from "./readers.ts";
import { Live, make, type Recipe, textOf } from "./recipe.ts";
import { target } from "./target.ts";
import { anything, document, json } from "./values.ts";

/* Calling: whatever a client or fetch gives or throws is a value or a fault, and no promise of a fault is rejected. */

const call = { functionName: "f", faults: Faults, retry: false } as const;

/** Holds an outcome to a value or a sound fault. */
function assertOutcome({ ok, ...outcome }: Outcome<unknown, Fault>): void {
  if (ok) return;
  const { fault } = outcome as { readonly fault: Fault };
  assert.ok(isFault(fault));
  assertSound(fault);
}

const calls = fc.asyncProperty(anything, fc.boolean(), async (recipe, isThrown) => {
  const send = async () => {
    const value = make(recipe);
    if (isThrown) throw value;
    return value as object;
  };
  assertOutcome(await createCaller({ client: { send }, ...call }).safe({}));
});

const callsThatFail = fc.asyncProperty(anything, async (Payload: Recipe) => {
  const send = async () =>
    make({ StatusCode: 200, FunctionError: "Unhandled", Payload: new Live("bytes", Payload) }) as object;
  const outcome = await createCaller({ client: { send }, ...call }).safe({});
  assert.equal(outcome.ok, false, "a function error is a success");
  assertOutcome(outcome);
});

const exchanges = fc.asyncProperty(anything, fc.boolean(), async (recipe, isThrown) => {
  const fetch = async (): Promise<Response> => {
    const value = make(recipe);
    if (isThrown) throw value;
    return value as Response;
  };
  const url = "https://shop.example/";
  const { functionName: _, ...options } = call;
  assertOutcome(await createHttpCaller({ url, fetch, ...options }).safe({}));
  await createFetch({ fetch, faults: Faults })(url).catch((thrown: unknown) =>
    assert.ok(isFault(thrown), "fetch rejects with what is not a fault"),
  );
});

const responses = fc.asyncProperty(document, fc.integer({ min: 200, max: 599 }), async (recipe, status) => {
  const isEmpty = [204, 205, 304].includes(status);
  const body = isEmpty ? null : (make(new Live("its JSON", recipe)) as string);
  const fetch = async () => new Response(body, { status, headers: { "content-type": "application/json" } });
  const { functionName: _, ...options } = call;
  const outcome = await createHttpCaller({ url: "https://shop.example/", fetch, ...options }).safe({});
  if (status >= 400) assert.equal(outcome.ok, false, "a response of an error is a success");
  if (!outcome.ok) assert.notEqual(outcome.fault.execution, "none");
  assertOutcome(outcome);
});

const ends = fc.oneof(
  mutated(json, [{ ErrorCode: "Unhandled", ErrorDetails: '{"errorType":"OrderNotFound"}' }, {}]),
  anything,
);
const events: fc.Arbitrary<Recipe> = fc.oneof(
  document.map((chunk) => ({ PayloadChunk: { Payload: new Live("bytes", chunk) } })),
  ends.map((InvokeComplete) => ({ InvokeComplete })),
  anything,
);

/** Reads a stream to its end, and holds what ends it to a sound fault; returns it. */
async function faultOf(output: () => object): Promise<Fault | undefined> {
  const caller = createCaller({ client: { send: async () => output() }, ...call });
  try {
    for await (const _ of caller.stream({}));
    return undefined;
  } catch (thrown) {
    assert.ok(isFault(thrown), `a stream ends with what is not a fault: ${textOf(thrown)}`);
    assertSound(thrown);
    return thrown;
  }
}

const streams = fc.asyncProperty(
  fc.array(events, { maxLength: 5 }),
  fc.option(anything),
  async (recipes, end) => {
    const isComplete = /InvokeComplete/.test(textOf(recipes));
    async function* EventStream() {
      yield* recipes.map(make);
      if (end !== null) throw make(end);
    }
    const fault = await faultOf(() => ({ EventStream: EventStream() }));
    if (!isComplete) assert.ok(fault, "a stream without its end is a success");
    assert.notEqual(fault?.execution, "none", "the function was answering");
  },
);

const outputsOfStreams = fc.asyncProperty(anything, fc.boolean(), async (recipe, isThrown) => {
  const output = () => {
    const value = make(recipe);
    if (isThrown) throw value;
    return value as object;
  };
  await faultOf(output);
});

export const callers = [
  target("calls", 250, calls),
  target("calls that fail", 150, callsThatFail),
  target("exchanges", 200, exchanges),
  target("responses to calls", 150, responses),
  target("streams", 150, streams),
  target("outputs of streams", 100, outputsOfStreams),
];
