/** Violations that are left, at most, for each rule and part of the repository. They only become fewer. */
export const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {};

/** Names that several exported types have, each with the reason. */
export const SAME_NAME: ReadonlyMap<string, string> = new Map([["Invocation", "to be renamed"]]);
