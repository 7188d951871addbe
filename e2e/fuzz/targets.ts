import { callers } from "./callers.ts";
import { encoders } from "./encoders.ts";
import { growth } from "./growth.ts";
import { readers } from "./readers.ts";
import { roundTrips } from "./round-trips.ts";
import { settings } from "./settings.ts";
import type { Target } from "./target.ts";
import { telemetry } from "./telemetry.ts";
import { wrappers } from "./wrappers.ts";

/** Everything that is fuzzed, by name. */
export const targets: readonly Target[] = [
  ...readers,
  ...callers,
  ...encoders,
  ...wrappers,
  ...settings,
  ...telemetry,
  ...roundTrips,
  ...growth,
];
