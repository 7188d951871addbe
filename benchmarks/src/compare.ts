/** One way to do a thing. */
export interface Candidate {
  readonly name: string;
  readonly run: () => unknown;
}

/** A candidate's time, and its ratio to the first one's. */
export interface Row {
  readonly name: string;
  /** The median of the rounds, in microseconds. */
  readonly microseconds: number;
  /** The median over the rounds of the ratio to the first candidate in the same round. */
  readonly ratio: number;
}

const ROUNDS = 41;
const ROUND_MS = 12;

/**
 * Times candidates against the first one: in every round each runs for a few milliseconds, in a new order, so that
 * what slows the machine down for a while slows all of them down. Ratios are taken within a round.
 */
export async function compare(candidates: readonly Candidate[]): Promise<Row[]> {
  const counts = new Map<Candidate, number>();
  for (const candidate of candidates) counts.set(candidate, await calibrate(candidate));
  const rounds: Map<Candidate, number>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const times = new Map<Candidate, number>();
    for (const candidate of shuffled(candidates))
      times.set(candidate, await time(candidate, counts.get(candidate) ?? 1));
    rounds.push(times);
  }
  const of = (times: Map<Candidate, number>, candidate: Candidate | undefined) =>
    (candidate && times.get(candidate)) ?? Number.NaN;
  return candidates.map((candidate) => ({
    name: candidate.name,
    microseconds: median(rounds.map((times) => of(times, candidate))),
    ratio: median(rounds.map((times) => of(times, candidate) / of(times, candidates[0]))),
  }));
}

/**
 * Times calls of tens of microseconds and more, which wait for other processes: the candidates take turns call by
 * call, so that each finds the machine as awake as the others do. Ratios are of medians.
 */
export async function compareInTurn(candidates: readonly Candidate[], rounds: number): Promise<Row[]> {
  const samples = new Map<Candidate, number[]>(candidates.map((candidate) => [candidate, []]));
  for (let round = 0; round < rounds + rounds / 10; round += 1) {
    for (const candidate of candidates) {
      const microseconds = await time(candidate, 1);
      // The first tenth warms up.
      if (round >= rounds / 10) samples.get(candidate)?.push(microseconds);
    }
  }
  const medians = candidates.map((candidate) => median(samples.get(candidate) ?? []));
  return candidates.map(({ name }, index) => {
    const microseconds = medians[index] ?? Number.NaN;
    return { name, microseconds, ratio: microseconds / (medians[0] ?? Number.NaN) };
  });
}

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

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
