import type { FaultOptions } from "./injection.ts";

/** A fault of a storm, which decides itself on when it comes. */
export type StormFault = Pick<FaultOptions, "before" | "after" | "with">;

/** What goes wrong in a storm unless told: what leaves the function alone, and what only looks as if it did. */
export const WEATHER: readonly StormFault[] = [
  { before: "ran", with: "reset" },
  { after: "ran", with: "reset" },
  { after: "ran", with: "cut" },
  { before: "ran", with: "TooManyRequestsException" },
  { before: "ran", with: "ENILimitReachedException" },
  { before: "ran", with: "ServiceException" },
  { after: "ran", with: "ServiceException" },
  { after: "ran", with: { delay: 20 } },
  {
    after: "ran",
    with: {
      functionError: {
        errorType: "Runtime.ExitError",
        errorMessage: "RequestId: 0 Error: Runtime exited with error: signal: killed",
      },
    },
  },
];
