/** The same members for the same seed, in the order of the list. */
export function takeSample<Item>(list: readonly Item[], size: number, seed: number): Item[] {
  let state = seed >>> 0;
  const ranked = list.map((item, index) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return { item, index, rank: (mixed ^ (mixed >>> 14)) >>> 0 };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, size)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}
