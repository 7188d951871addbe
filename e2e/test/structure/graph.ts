/** Directed arrows between names. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** The circles in a graph: groups of names that reach each other, in alphabetical order. */
export function circlesOf(arrows: Arrows): string[][] {
  const reached = new Map([...arrows.keys()].map((name) => [name, reachedFrom(name, arrows)] as const));
  const circles = [...arrows.keys()]
    .filter((name) => reached.get(name)?.has(name))
    .map((name) => [...(reached.get(name) ?? [])].filter((other) => reached.get(other)?.has(name)).sort());
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()].sort();
}

/** The names that arrows lead to from one name; itself only by a circle. */
function reachedFrom(start: string, arrows: Arrows): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop())
    for (const next of arrows.get(name) ?? [])
      if (!reached.has(next)) {
        reached.add(next);
        open.push(next);
      }
  return reached;
}
