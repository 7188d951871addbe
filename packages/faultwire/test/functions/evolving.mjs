// The runtime looks for .mjs, and Node.js runs TypeScript from there.
export * from "../evolution/evolving.ts";
