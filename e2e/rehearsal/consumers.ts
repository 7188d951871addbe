import type { Consumer } from "./consumer.ts";
import { everyExport } from "./exports-consumer.ts";
import { javascript } from "./javascript-consumer.ts";
import { oldestNode } from "./oldest-node-consumer.ts";
import { TYPESCRIPTS, typescript } from "./typescript-consumer.ts";
import { vitest } from "./vitest-consumer.ts";
import { oldestZod } from "./zod-consumer.ts";

/** The projects that are tried: every kind that the documentation says works, in the order of their names. */
export const consumers: readonly Consumer[] = [
  everyExport("npm"),
  javascript("npm"),
  javascript("pnpm"),
  oldestNode("npm"),
  typescript("npm", TYPESCRIPTS),
  typescript("pnpm", ["5.4", "7.0"]),
  vitest("npm", 3),
  vitest("pnpm", 4),
  vitest("npm", 5),
  vitest("pnpm", 5),
  oldestZod("npm"),
];
