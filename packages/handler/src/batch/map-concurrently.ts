/** Maps `run` over `all`, at most `concurrency` at a time. Results keep the input's order. */
export async function mapConcurrently<Each, Value>(
  all: readonly Each[],
  concurrency: number,
  run: (each: Each) => Promise<Value>,
): Promise<readonly Value[]> {
  const values: Value[] = [];
  const left = all.entries();
  async function work(): Promise<void> {
    // All workers draw from one iterator.
    for (const [index, each] of left) values[index] = await run(each);
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, all.length) }, work));
  return values;
}
