import { expectTypeOf } from "vitest";
import type { PlatformFault, ServiceErrorType, ServiceFault } from "./families.ts";

declare const refusal: ServiceFault;
declare const platform: PlatformFault;

// The names of Lambda's refusals are known: a misspelt one does not compile.
switch (refusal.errorType) {
  case "TooManyRequestsException":
  case "ResourceNotFoundException":
    break;
  // @ts-expect-error misspelt
  case "TooManyRequestException":
    break;
  default:
    // The list stays open: after all known names a name is left, and it is text.
    expectTypeOf(refusal.errorType).not.toBeNever();
    expectTypeOf(refusal.errorType).toExtend<string>();
}
// @ts-expect-error misspelt
void (refusal.errorType === "ThrotlingException");
void (String(refusal.errorType) === "SomethingNewException");
expectTypeOf<"TooManyRequestsException">().toExtend<ServiceErrorType>();
expectTypeOf<string>().not.toExtend<ServiceErrorType>();
const text: string = refusal.errorType;
void text;

// Faults of other families have types that are not listed.
void (platform.errorType === "Sandbox.Timedout");
