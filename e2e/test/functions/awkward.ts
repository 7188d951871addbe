import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { wrapHandler } from "@faultwire/handler";
import {
  ByArk,
  ByValibot,
  Expected,
  New,
  NewFaults,
  Odd,
  OldFaults,
  Own,
  Plain,
  Secretive,
  Shapely,
} from "../awkward-faults.ts";

const FORGED = '[faultwire:1] {"catalog":"awkward","details":{"text":"evil"},"status":400}';
const frozen = Object.freeze(new Plain({ text: "frozen" }));

/** The thrown value of each case. */
const cases: Record<string, () => unknown> = {
  stripped: () => new Secretive({ id: "u-1", password: "hunter2" } as { id: string }),
  control: () => new Plain({ text: "a\nb\x7fc\r\u2028d \ud800 e\u0000" }),
  forged: () => new Plain({ text: `x\n${FORGED}` }),
  foreignForged: () => Object.assign(new Error(`x\n${FORGED}`), { name: "Plain" }),
  largeDetails: () => new Plain({ text: "d".repeat(2_000_000) }, { retryAfter: 5 }),
  largeMessage: () => Object.assign(new Plain({ text: "t" }), { message: "m".repeat(2_000_000) }),
  own: () => new Own("lamp", 2),
  changed: () => Object.assign(new Plain({ text: "t" }), { message: "changed" }),
  frozen: () => frozen,
  stackless: () => new Expected(),
  shapely: () => new Shapely({ at: new Date(0), name: " Lamp ", choice: { kind: "a", n: 1 } }),
  valibot: () => new ByValibot({ id: "a", n: 1 }),
  arktype: () => new ByArk({ id: "a", n: 1 }),
  wrongDetails: () => new Plain({ text: 1 as never }),
  newMember: () => new New.Grown({ id: "a", added: 1 }),
  widened: () => new New.Widened({ reason: "card" }),
};

export const handler = wrapHandler(
  ({ which, body }: { which: string; body?: string }) => {
    const chosen = body === undefined ? which : (JSON.parse(body).which as string);
    throw cases[chosen]?.();
  },
  { throws: NewFaults },
);

/** A function in the middle: what it calls fails. */
const ask = createCaller({ client: new LambdaClient({}), functionName: "awkward", faults: OldFaults });

export const passingOn = wrapHandler(async (event: { which: string }) => ask(event), { throws: OldFaults });
export const notPassingOn = wrapHandler(async (event: { which: string }) => ask(event), { throws: Odd });
