import { createFetch, parseStream } from "@faultwire/caller";
import { Assistant } from "./faults.ts";

const fetchAnswer = createFetch({ faults: Assistant });

/** Yields the words of an answer, and throws the fault that ends it. */
export async function* ask(url: string, question: string) {
  const response = await fetchAnswer(url, { method: "POST", body: JSON.stringify({ question }) });
  for await (const { data } of parseStream(response, Assistant, { as: "events" }))
    yield String(JSON.parse(data));
}
