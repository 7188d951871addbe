/** Violations that are left, at most, for each rule and part of the repository. They only become fewer. */
export const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  documents: { ".changeset": 12, root: 7, apps: 6, docs: 154, handler: 6 },
  comments: { apps: 10, benchmarks: 6, e2e: 20, caller: 48, handler: 69 },
  texts: { apps: 13, e2e: 23, caller: 30, handler: 21 },
  names: { apps: 8, benchmarks: 5, caller: 15, handler: 39 },
  clauses: { apps: 16, benchmarks: 7, e2e: 33, caller: 48, handler: 80 },
  undocumented: { caller: 6, handler: 5 },
  casts: { caller: 11, handler: 20 },
};

/** Names that several exported types have, each with the reason. */
export const SAME_NAME: ReadonlyMap<string, string> = new Map([
  ["Answer", "to be renamed"],
  ["Attempt", "to be renamed"],
  ["Exchange", "to be renamed"],
  ["Fault", "to be renamed"],
  ["Faults", "to be renamed"],
  ["Invocation", "to be renamed"],
  ["Origin", "to be renamed"],
  ["Outcome", "to be renamed"],
  ["Target", "to be renamed"],
]);

/** Documents with `await using`, which Node.js 22 does not parse. */
export const NODE_24_ONLY: readonly string[] = [];
