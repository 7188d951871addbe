import type { Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { wrapStreamHandler } from "@faultwire/handler";
import { Cut, Rows } from "./stream-faults.ts";

/** Streams rows of JSON, and fails where the query says. */
export const handler = wrapStreamHandler(
  async (event: { readonly queryStringParameters?: { readonly fails?: string } }, stream: Writable) => {
    const fails = event.queryStringParameters?.fails;
    const metadata = { statusCode: 201, headers: { "Content-Type": "application/json" } };
    const response = awslambda.HttpResponseStream.from(stream as never, metadata) as unknown as Writable;
    if (fails === "before") throw new Cut({ row: 0, text: "t" }, { retryAfter: 5 });
    response.write('["row 1"');
    // Bytes that have not left when the function fails are lost.
    await wait(50);
    if (fails === "after") throw new Cut({ row: 7, text: "t" });
    response.end(',"row 2"]');
  },
  { throws: Rows },
);
