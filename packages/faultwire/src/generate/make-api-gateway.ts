import type { Catalog } from "@faultwire/catalog";
import {
  type ApiGatewayOptions,
  apiGatewayCommandsFor,
  apiGatewayMethodFor,
  apiGatewayOperationFor,
} from "@faultwire/infra";
import { UsageError } from "../usage-error.ts";
import { readPairs } from "./read-pairs.ts";
import type { GenerateOutput, TargetValues } from "./target.ts";
import { writeYaml } from "./write-yaml.ts";

/** Templates are easier to read in YAML; the commands are a script. */
const comment = (note: string) => `# ${note}`;

/**
 * Makes the responses of a REST API's custom integration in the words of a tool.
 *
 * @throws UsageError for an option that it does not know.
 */
export function makeApiGateway(catalog: Catalog, values: TargetValues): GenerateOutput {
  const { format = "cloudformation", function: logicalId } = values;
  const options = {
    ...wireOption(values.wire),
    ...(logicalId !== undefined && { function: logicalId }),
    ...(values.header && { headers: readPairs("--header", values.header) }),
    ...(values["success-status"] !== undefined && { successStatus: Number(values["success-status"]) }),
  };
  switch (format) {
    case "cloudformation":
      return { comment, text: writeYaml(apiGatewayMethodFor(catalog, options)) };
    case "openapi":
      return { comment, text: writeYaml(apiGatewayOperationFor(catalog, options)) };
    case "commands":
      if (logicalId !== undefined)
        throw new UsageError("generate: commands change a method that is there; they take no --function");
      return { comment, text: script(apiGatewayCommandsFor(catalog, options)) };
    default:
      throw new UsageError(
        `generate: --format is cloudformation, openapi or commands; it is ${JSON.stringify(format)}`,
      );
  }
}

function wireOption(wire: string | undefined): ApiGatewayOptions {
  if (wire === undefined || wire === "custom" || wire === "standard")
    return wire === undefined ? {} : { wire };
  throw new UsageError(`generate: --wire is custom or standard; it is ${JSON.stringify(wire)}`);
}

/** A script that ends where a variable is not set or a command fails. */
function script(commands: readonly string[]): string {
  return `set -eu\n: "$REST_API_ID" "$RESOURCE_ID" "$HTTP_METHOD"\n${commands.join("\n")}`;
}
