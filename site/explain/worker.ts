import { explain } from "../../packages/faultwire/src/explain/explain.ts";
import type { Explanation } from "../../packages/faultwire/src/explain/explanation.ts";

/** The explanations of a payload that are shown, and the number of all. */
export interface WorkerAnswer {
  readonly count: number;
  readonly first: readonly Explanation[];
}

/** More than these are of no use on one page. */
const RESULT_LIMIT = 50;

/* Explains in a thread of its own, so that the page stays usable while a payload of some megabytes is read. */

addEventListener("message", async ({ data }: MessageEvent<string>) => {
  const found = await explain(data);
  const answer: WorkerAnswer = { count: found.length, first: found.slice(0, RESULT_LIMIT) };
  postMessage(answer);
});
