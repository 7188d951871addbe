import type { InjectionOptions } from "./injection.ts";

/** An injection of a storm, which itself decides when it applies. */
export type StormInjection = Pick<InjectionOptions, "before" | "after" | "with" | "through">;

/**
 * The default injections of a storm: before the function runs, and after it ran although the caller cannot know. New ones
 * go to the end, and apply to no request of the Lambda API: then a seed brings there what it brought before.
 */
export const DEFAULT_INJECTIONS: readonly StormInjection[] = [
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
  { with: { status: 429 }, through: "api" },
  { after: "ran", with: { status: 503 }, through: "api" },
  { after: "ran", with: { status: 504 }, through: "api" },
  { with: "duplicate" },
  { with: "lost" },
];
