import { getHeapStatistics } from "node:v8";
import type { Candidate } from "../measuring/compare.ts";
import { groups, repeated } from "./calls.ts";

/* Runs in a process of its own, bundled, with `--expose-gc`: prints the bytes of each call as JSON. */

declare const gc: () => void;

const WARM_UP = 200;
const COUNTED = 200;
const REPEATED = 1_000_000;

/** The bytes of a call, printed by this program. */
export interface Bytes {
  readonly name: string;
  readonly bytes: number;
}

if (process.argv[2] === "allocated") void countAllocated();
else void countRetained(Number(process.argv[3]));

/** Prints the bytes that calls allocate, in groups. The new space has room for all of them: nothing is collected. */
async function countAllocated(): Promise<void> {
  const counted: Bytes[][] = [];
  for (const group of groups) {
    const bytes: Bytes[] = [];
    for (const { name, run } of group) bytes.push({ name, bytes: await allocatedBy(run) });
    counted.push(bytes);
  }
  console.log(JSON.stringify(counted));
}

async function allocatedBy(run: Candidate["run"]): Promise<number> {
  await repeat(run, WARM_UP);
  const before = heapAfterCollection();
  await repeat(run, COUNTED);
  return (getHeapStatistics().used_heap_size - before) / COUNTED;
}

/** Prints the bytes that are still held after a million calls of one candidate. */
async function countRetained(index: number): Promise<void> {
  const { name, run } = repeated[index] ?? { name: "", run: () => undefined };
  await repeat(run, REPEATED / 10);
  const before = heapAfterCollection();
  await repeat(run, REPEATED);
  console.log(JSON.stringify({ name, bytes: heapAfterCollection() - before } satisfies Bytes));
}

function heapAfterCollection(): number {
  // The second collects what finalizers of the first let go.
  gc();
  gc();
  return getHeapStatistics().used_heap_size;
}

async function repeat(run: Candidate["run"], count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await run();
}
