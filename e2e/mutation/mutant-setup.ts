/** A killed mutant needs no smallest counterexample. */
const { configureGlobal } = await import("fast-check").catch(() => ({ configureGlobal: undefined }));
configureGlobal?.({ endOnFailure: true });

export {};
