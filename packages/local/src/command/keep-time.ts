import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../virtual-clock.ts";

const TICK_MS = 1000;

/** Moves a clock as time passes, to within a second, for as long as something else keeps this process alive. */
export async function keepTime(clock: Clock): Promise<never> {
  for (;;) {
    await wait(TICK_MS, undefined, { ref: false });
    // The tasks of one time may take long, and the machine's own clock may be set back.
    const behindMs = Math.max(0, Date.now() - clock.now.getTime());
    await clock.advance({ seconds: behindMs / 1000 });
  }
}
