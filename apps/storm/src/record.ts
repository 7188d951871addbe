import { readFileSync, writeFileSync } from "node:fs";

/** The runs that there really were, as the functions wrote them down. */
export interface Truth {
  /** Returns how often a function began for a call. */
  began(functionName: string, id: string): number;
  /** Returns how often its handler returned. */
  returned(functionName: string, id: string): number;
  /** Returns how often its handler came to its end, with a result or an error. */
  ended(functionName: string, id: string): number;
}

/** Reads the functions' record, and empties it. */
export function takeRecord(file: string): Truth {
  const counts = new Map<string, number>();
  for (const line of readFileSync(file, "utf8").split("\n")) counts.set(line, (counts.get(line) ?? 0) + 1);
  writeFileSync(file, "");
  const count = (what: string) => (functionName: string, id: string) =>
    counts.get(`${what} ${functionName} ${id}`) ?? 0;
  const [began, returned, threw] = [count("began"), count("returned"), count("threw")];
  return {
    began,
    returned,
    ended: (functionName, id) => returned(functionName, id) + threw(functionName, id),
  };
}
