import { type ResponseStream, wrapStreamHandler } from "@faultwire/handler";
import type { Candidate } from "../measuring/compare.ts";
import { context, event } from "./event.ts";
import { Orders } from "./faults.ts";

/** A stream that takes everything and does nothing. */
const sink = (): ResponseStream => ({
  write: () => true,
  end: () => undefined,
  destroy: () => undefined,
  on: () => undefined,
  setContentType: () => undefined,
});
const writing = async (_: unknown, stream: ResponseStream) => void stream.end("all of it");
const streaming = wrapStreamHandler(writing, { throws: Orders });

export const streams: readonly Candidate[] = [
  { name: "the bare handler", run: () => writing(event, sink()) },
  { name: "`wrapStreamHandler`", run: () => streaming(event, sink(), context) },
];
