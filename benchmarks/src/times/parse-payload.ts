import { parse } from "@faultwire/caller";
import type { Candidate } from "../measuring/compare.ts";
import { Orders } from "./faults.ts";

/* A payload becomes a typed fault, compared with the JSON.parse that everyone needs. */

const FRAME = "    at handler (file:///var/task/index.mjs:1:58)";
const TRACE = [
  "OrderNotFound: no order",
  '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"},"status":404,"retryable":false}',
];
const CAUSES = 19;

/** Returns the candidates for a payload of about this many bytes: the frames make it up. */
export function parsing(bytes: number): readonly Candidate[] {
  const trace = [...TRACE];
  while (JSON.stringify(trace).length < bytes - 80) trace.push(FRAME);
  return candidates(`${bytes.toLocaleString("en")} bytes`, payloadOf(trace));
}

/**
 * Returns the candidates for a payload of 60 kB with 19 causes, each the cause of the one before, as Java's runtime
 * posts them.
 */
export function parsingCauses(): readonly Candidate[] {
  const trace = Array.from({ length: 60_000 / (CAUSES + 1) / JSON.stringify(FRAME).length }, () => FRAME);
  let cause: object | undefined;
  for (let depth = CAUSES; depth > 0; depth -= 1)
    cause = { errorType: "java.io.IOException", errorMessage: `cause ${depth}`, stackTrace: trace, cause };
  return candidates(`60,000 bytes with ${CAUSES} causes`, payloadOf([...TRACE, ...trace], cause));
}

const payloadOf = (trace: readonly string[], cause?: object): string =>
  JSON.stringify({ errorType: "OrderNotFound", errorMessage: "no order", trace, cause });

function candidates(size: string, payload: string): readonly Candidate[] {
  return [
    { name: `${size}: \`JSON.parse\``, run: () => JSON.parse(payload) },
    { name: "`JSON.parse` and `new Error`", run: () => [JSON.parse(payload), new Error("no order")] },
    { name: "`parse`", run: () => parse(payload, Orders) },
  ];
}
