import { describe } from "../check-options.ts";
import { type Fault, isFault } from "../fault.ts";
import { GATEWAY_MEANINGS } from "./gateway-meanings.ts";
import { RUNTIME_MEANINGS } from "./runtime-meanings.ts";
import { SERVICE_MEANINGS } from "./service-meanings.ts";

export { GATEWAY_MEANINGS, RUNTIME_MEANINGS, SERVICE_MEANINGS };

/** Ruby puts the class of an exception into the type. */
const OF_RUBY: readonly (readonly [RegExp, string])[] = [
  [/^Function</, "The handler raised an exception of this class."],
  [/^Init</, "An exception of this class was raised while the handler was loaded."],
  [/^Runtime</, "The runtime raised an exception of this class."],
];

const BY_FAMILY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ServiceFault: SERVICE_MEANINGS,
  RuntimeFault: RUNTIME_MEANINGS,
  GatewayFault: GATEWAY_MEANINGS,
};

/**
 * Explains a fault of the platform in one sentence; undefined for faults of functions, and for unknown names.
 *
 * @throws TypeError for a value that is not a fault.
 * @example
 * console.error(fault.errorType, meaningOf(fault) ?? fault.message);
 */
export function meaningOf(fault: Fault): string | undefined {
  if (!isFault(fault)) {
    throw new TypeError(
      `meaningOf(): the argument is a fault; it is ${describe(fault)}. Check an unknown error with isFault() first`,
    );
  }
  const meanings = BY_FAMILY[fault.name] ?? {};
  if (Object.hasOwn(meanings, fault.errorType)) return meanings[fault.errorType];
  return fault.name === "RuntimeFault"
    ? OF_RUBY.find(([type]) => type.test(fault.errorType))?.[1]
    : undefined;
}
