import type { Catalog } from "@faultwire/catalog";
import { checkCatalog, checkOptions, describe } from "@faultwire/catalog/internal";
import { customRules } from "./custom-rules.ts";
import { type ErrorResponse, planResponses } from "./plan-responses.ts";
import { faultsOf } from "./response-fault.ts";
import { standardRules } from "./standard-rules.ts";

/** The options of what is generated for a REST API's custom integration. */
export interface ApiGatewayOptions {
  /**
   * The wire of the handler: the option `wire` of `wrapHandler`. On the standard wire every fault needs a message that is
   * always the same.
   *
   * @default "custom"
   */
  readonly wire?: "custom" | "standard";
  /**
   * The status of results, 200 to 399.
   *
   * @default 200
   */
  readonly successStatus?: number;
  /** Headers that every response has, such as `{ "Access-Control-Allow-Origin": "https://shop.example.com" }`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The responses of a custom integration, before they are written in the words of a tool. */
export interface IntegrationPlan {
  readonly successStatus: number;
  readonly errors: readonly ErrorResponse[];
  readonly headers: Readonly<Record<string, string>>;
}

/** The names of {@link ApiGatewayOptions}. */
export const OPTION_NAMES: readonly (keyof ApiGatewayOptions)[] = ["wire", "successStatus", "headers"];
const HEADER_NAME = /^[\w!#%&*+.^`|~-]+$/;
/** A source in single quotes has no way to write one. */
const HEADER_VALUE = /^[ -&(-~]*$/;

/**
 * Plans the responses of a custom integration.
 *
 * @throws TypeError for wrong arguments, and for faults that no pattern can select, with the reason.
 */
export function planIntegration(
  where: string,
  catalog: Catalog,
  options: ApiGatewayOptions,
): IntegrationPlan {
  checkCatalog(where, "the first argument", catalog);
  checkOptions(where, options, OPTION_NAMES);
  const { wire = "custom", successStatus = 200, headers = {} } = options;
  if (!Number.isInteger(successStatus) || successStatus < 200 || successStatus > 399)
    throw new TypeError(`${where}: successStatus is from 200 to 399; it is ${describe(successStatus)}`);
  checkHeaders(where, headers);
  const faults = faultsOf(catalog);
  if (wire === "custom") return { successStatus, headers, errors: planResponses(customRules(faults)) };
  if (wire === "standard")
    return { successStatus, headers, errors: planResponses(standardRules(where, faults)) };
  throw new TypeError(`${where}: wire is "custom" or "standard"; it is ${describe(wire)}`);
}

function checkHeaders(where: string, headers: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (HEADER_NAME.test(name) && typeof value === "string" && HEADER_VALUE.test(value)) continue;
    throw new TypeError(
      `${where}: headers are texts of printable ASCII without single quotes, which API Gateway cannot write; ${name} is ${describe(value)}`,
    );
  }
}
