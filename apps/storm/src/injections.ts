import type { StormInjection } from "@faultwire/local";

/** The failures between the two ends: what can happen to a request, to its answer and to an event. */
export const INJECTIONS: readonly StormInjection[] = [
  { before: "ran", with: "reset" },
  { after: "ran", with: "reset" },
  { after: "ran", with: "cut" },
  { before: "ran", with: "TooManyRequestsException" },
  { before: "ran", with: "ResourceNotReadyException" },
  { before: "ran", with: "EFSMountTimeoutException" },
  { before: "ran", with: "ServiceException" },
  { after: "ran", with: "ServiceException" },
  { after: "ran", with: "EFSIOException" },
  { after: "ran", with: { delay: 40 } },
  { before: "ran", with: { delay: 40 } },
  { after: "ran", with: { functionError: "not JSON" } },
  {
    after: "ran",
    with: { functionError: { errorType: "Runtime.ExitError", errorMessage: "exit status 1" } },
  },
  { with: { status: 429 }, through: "api" },
  { with: { status: 503 }, through: "api" },
  { after: "ran", with: { status: 500 }, through: "api" },
  { after: "ran", with: { status: 502 }, through: "api" },
  { after: "ran", with: { status: 503 }, through: "api" },
  { after: "ran", with: { status: 504 }, through: "api" },
  { with: "duplicate" },
  { with: "lost" },
];
