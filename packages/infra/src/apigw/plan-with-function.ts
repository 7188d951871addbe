import type { Catalog } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import {
  type ApiGatewayOptions,
  type IntegrationPlan,
  OPTION_NAMES,
  planIntegration,
} from "./apigw-options.ts";

/** The options of a whole integration in a template. */
export interface IntegrationOptions extends ApiGatewayOptions {
  /**
   * The logical id of the function in the template. Without it the parts are written that go beside an integration of your
   * own.
   */
  readonly function?: string;
}

/** A plan, and the URI by which an API of the same template calls the function. */
interface PlannedIntegration {
  readonly plan: IntegrationPlan;
  readonly uri?: { readonly "Fn::Sub": string };
}

/**
 * Plans the responses of a custom integration in a template.
 *
 * @throws TypeError for wrong arguments, and for faults that no pattern can select, with the reason.
 */
export function planWithFunction(
  where: string,
  catalog: Catalog,
  options: IntegrationOptions,
): PlannedIntegration {
  checkOptions(where, options, ["function", ...OPTION_NAMES]);
  const { function: logicalId, ...others } = options;
  const plan = planIntegration(where, catalog, others);
  if (logicalId === undefined) return { plan };
  if (typeof logicalId !== "string" || !/^[a-zA-Z0-9]+$/.test(logicalId)) {
    throw new TypeError(
      `${where}: function is the logical id of a function in the template, of letters and digits; it is ${describe(logicalId)}`,
    );
  }
  const path = `2015-03-31/functions/\${${logicalId}.Arn}/invocations`;
  return {
    plan,
    uri: { "Fn::Sub": `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/${path}` },
  };
}
