import type { Consumer } from "./consumer.ts";
import { javascript } from "./javascript-consumer.ts";
import { TYPESCRIPTS, typescript } from "./typescript-consumer.ts";
import { vitest } from "./vitest-consumer.ts";

/** The projects that are tried: every kind that the documentation says works, in the order of their names. */
export const consumers: readonly Consumer[] = [
  javascript("npm"),
  javascript("pnpm"),
  typescript("npm", TYPESCRIPTS),
  typescript("pnpm", ["5.4", "7.0"]),
  vitest("npm", 3),
  vitest("pnpm", 4),
  vitest("npm", 5),
  vitest("pnpm", 5),
];
