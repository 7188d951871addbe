/**
 * Calls the orders functions on every way while both ends and everything between them fail, and holds what callers got
 * against what really ran. Ends with 1 if an invariant was broken, and with the command that repeats it.
 *
 *     npm run storm -- --calls 100000 --seed 7
 */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { describeCall } from "./describe-call.ts";
import { type Holdings, leaksIn, measureClosed } from "./measure.ts";
import { Outcomes } from "./outcomes.ts";
import { runStorm } from "./run-storm.ts";

/** One mistake breaks many calls in the same way. */
const MOST_DESCRIBED = 5;

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "2000" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
  },
});
const calls = Number(values.calls);
const seed = Number(values.seed);
if (!Number.isSafeInteger(calls) || calls < 1 || !Number.isSafeInteger(seed))
  throw new TypeError(
    `storm: --calls and --seed are whole numbers; they are ${values.calls} and ${values.seed}`,
  );

const command = `npm run storm -- --calls ${calls} --seed ${seed}`;
console.log(`Repeat with: ${command}`);
const outcomes = new Outcomes();
const parts: (Holdings & { readonly calls: number })[] = [];
const startedAt = performance.now();
const broken = await runStorm({
  seed,
  calls,
  onPart: (ended, holdings) => {
    outcomes.add(ended);
    const part = { calls: (parts.at(-1)?.calls ?? 0) + ended.length, ...holdings };
    parts.push(part);
    const { heapMb, sockets, timers, processes } = part;
    console.log(
      `${part.calls} calls; heap ${heapMb} MB, ${sockets} sockets, ${timers} timers, ${processes} processes`,
    );
  },
});
const closed = await measureClosed();
console.table(outcomes.table);
// Evenly spread over the storm.
const every = Math.ceil(parts.length / 10);
console.table([...parts.filter((_, index) => index % every === 0), { calls: "all closed", ...closed }]);
for (const call of broken.slice(0, MOST_DESCRIBED)) console.log(describeCall(call));
const leaks = leaksIn(parts, closed);
for (const leak of leaks) console.log(`Leak: ${leak}.`);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(
  `${parts.at(-1)?.calls} calls in ${seconds} s: ${broken.length} broke an invariant, ${leaks.length} leaks.`,
);
if (broken.length + leaks.length > 0) {
  console.log(`Repeat with: ${command}`);
  process.exitCode = 1;
}
