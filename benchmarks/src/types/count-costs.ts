import { markdownTable } from "../report/markdown.ts";
import { countInstantiations } from "./count-instantiations.ts";
import { arms, caller, catalog, handwritten } from "./sources.ts";

/** A source, and what it costs the TypeScript compiler in instantiations. */
export interface Cost {
  readonly name: string;
  readonly forEachFault: number;
  readonly for200Faults: number;
}

const SOURCES = {
  "a class written by hand, with the same schema": handwritten,
  "a declared fault": catalog,
  "the same, received by a caller": caller,
  "the same, with an arm in `match`": arms,
};
const [FEW, MANY] = [20, 200] as const;

/** Counts the costs of all sources; 20 faults are subtracted from 200, so that what they share does not count. */
export function countCosts(): Cost[] {
  return Object.entries(SOURCES).map(([name, source]) => {
    const for200Faults = countInstantiations(source(MANY));
    const further = for200Faults - countInstantiations(source(FEW));
    return { name, forEachFault: Math.round(further / (MANY - FEW)), for200Faults };
  });
}

/** Counts the costs of all sources, as a table. */
export async function typesTable(): Promise<string> {
  const rows = countCosts().map(({ name, forEachFault, for200Faults }) => [
    name,
    String(forEachFault),
    String(for200Faults),
  ]);
  return markdownTable(["", "each further fault", "200 faults"], rows);
}
