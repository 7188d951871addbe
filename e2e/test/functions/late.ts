import { lateRejections, wrapHandler } from "@faultwire/handler";
import { act, Faults, Large } from "./guarded.ts";

const guards = [lateRejections()];

export const handler = wrapHandler(act, { throws: Faults, guards });

/** Answers 409, and leaves a promise behind that is rejected some milliseconds later. */
export const rejecting = wrapHandler(
  async ({ body }: { body: string }) => {
    const { delay } = JSON.parse(body);
    const late = () => Promise.reject(new Error("nobody awaited it"));
    if (delay === 0) late();
    else setTimeout(late, delay);
    throw new Large({ text: "d" });
  },
  { throws: Faults, guards },
);
