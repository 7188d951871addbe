import { mediansOfBlocks } from "./statistics.ts";

/** One way to do a thing. */
export interface Candidate {
  readonly name: string;
  readonly run: () => unknown;
}

/** The values of a candidate, one for each round. All candidates of a comparison have the same rounds. */
export interface Samples {
  readonly name: string;
  readonly values: readonly number[];
}

const ROUNDS = 41;
const ROUND_MS = 12;

/**
 * Times candidates, in microseconds for each call: in every round each runs for a few milliseconds, in a new order, so
 * that what slows the machine down for a while slows all of them down.
 */
export async function compare(candidates: readonly Candidate[]): Promise<Samples[]> {
  const timed = new Map<Candidate, { count: number; values: number[] }>();
  for (const candidate of candidates) timed.set(candidate, { count: await calibrate(candidate), values: [] });
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [candidate, { count, values }] of shuffled([...timed]))
      values.push(await time(candidate, count));
  return [...timed].map(([{ name }, { values }]) => ({ name, values }));
}

/** A number of turns, and of the blocks of turns whose medians are the rounds. */
export interface Turns {
  readonly turns: number;
  readonly blocks: number;
}

/**
 * Measures candidates that wait for other processes: they take turns call by call, so that each finds the machine as
 * awake as the others do.
 *
 * @param measure returns the value of one call, as {@link timeCall} does
 */
export async function compareInTurn<Way extends { readonly name: string }>(
  candidates: readonly Way[],
  { turns, blocks }: Turns,
  measure: (candidate: Way) => number | Promise<number>,
): Promise<Samples[]> {
  const samples = candidates.map((candidate) => ({ candidate, values: [] as number[] }));
  // A tenth more, before the others, warms up.
  for (let turn = -Math.ceil(turns / 10); turn < turns; turn += 1) {
    for (const { candidate, values } of samples) {
      const value = await measure(candidate);
      if (turn >= 0) values.push(value);
    }
  }
  return samples.map(({ candidate: { name }, values }) => ({
    name,
    values: mediansOfBlocks(values, blocks),
  }));
}

/** Times one call, in microseconds. */
export const timeCall = (candidate: Candidate): Promise<number> => time(candidate, 1);

/** Finds how often a candidate runs in one round, while it warms up. */
async function calibrate(candidate: Candidate): Promise<number> {
  let count = 1;
  for (;;) {
    const elapsed = (await time(candidate, count)) * count;
    if (elapsed > ROUND_MS * 1000) return Math.max(1, Math.round((count * ROUND_MS * 1000) / elapsed));
    count *= 2;
  }
}

async function time({ run }: Candidate, count: number): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return ((performance.now() - start) * 1000) / count;
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
