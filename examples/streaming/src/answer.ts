import { setTimeout as wait } from "node:timers/promises";
import { wrapStreamHandler } from "@faultwire/handler";
import { z } from "zod";
import { Assistant, QuotaReached } from "./faults.ts";

const LIMIT = 5;

export const handler = wrapStreamHandler(
  async ({ question }, stream) => {
    const words = question.split(" ");
    stream.setContentType("text/event-stream");
    for (const [index, word] of words.entries()) {
      if (index === LIMIT) throw new QuotaReached({ words: words.length, limit: LIMIT });
      stream.write(`data: ${JSON.stringify(word.toUpperCase())}\n\n`);
      await wait(10); // In place of a model that writes word by word.
    }
  },
  { throws: Assistant, input: z.object({ question: z.string().min(1) }) },
);
