import { callers } from "./callers.ts";
import { encoders } from "./encoders.ts";
import { growth } from "./growth.ts";
import { readers } from "./readers.ts";
import { roundTrips } from "./round-trips.ts";
import type { Target } from "./target.ts";
import { wrappers } from "./wrappers.ts";

/** Everything that is fuzzed, by name. */
export const targets: readonly Target[] = [
  ...readers,
  ...callers,
  ...encoders,
  ...wrappers,
  ...roundTrips,
  ...growth,
];
