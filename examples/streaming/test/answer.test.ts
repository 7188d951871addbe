import { HandlerFault, TransportFault } from "@faultwire/catalog";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { expect } from "vitest";
import { ask } from "../src/ask.ts";
import { QuotaReached } from "../src/faults.ts";

const test = localTest(await fromTemplate("template.yaml"));

/** Reads an answer to its end, or to the error that ends it. */
async function read(lambda: Local, question: string) {
  const words: string[] = [];
  try {
    for await (const word of ask(lambda.url("AnswerUrl"), question)) words.push(word);
    return { words };
  } catch (error) {
    return { words, error };
  }
}

test("an answer comes word by word", async ({ lambda }) => {
  expect(await read(lambda, "did it run")).toEqual({ words: ["DID", "IT", "RUN"] });
});

test("an answer that fails in the middle ends with the class that the function threw", async ({ lambda }) => {
  const { words, error } = await read(lambda, "one two three four five six seven");
  expect(words).toHaveLength(5);
  expect(error).toBeInstanceOf(QuotaReached);
  expect(error).toMatchObject({ details: { words: 7, limit: 5 }, execution: "started" });
});

test("a failure before the first byte has a status of its own", async ({ lambda }) => {
  const { words, error } = await read(lambda, "");
  expect(words).toEqual([]);
  expect(error).toBeInstanceOf(HandlerFault);
  expect(error).toMatchObject({ errorType: "ValidationFailed", status: 400 });
});

test("an answer that is cut off is never taken for a whole one", async ({ lambda }) => {
  lambda.fail("Answer", { after: "ran", with: "cut" });
  const { error } = await read(lambda, "did it run");
  expect(error).toBeInstanceOf(TransportFault);
});
