import type { MethodResponse } from "../../gateway/rest-route-config.ts";
import type { Properties } from "./properties.ts";

/** The responses that a method declares. */
export type MethodResponses = readonly MethodResponse[];

const HEADER = "method.response.header.";

/** Takes the responses that a method of CloudFormation declares. */
export function declaredResponses(method: Properties): MethodResponses | undefined {
  const responses = method.parts("MethodResponses").map((response) => {
    const parameters = response.part("ResponseParameters");
    response.skip("ResponseModels");
    const statusCode = response.number("StatusCode") ?? 200;
    response.finish();
    return { statusCode, headers: parameters.names.map((name) => name.replace(HEADER, "")) };
  });
  return responses.length === 0 ? undefined : responses;
}

/** Takes the responses that an operation of OpenAPI declares, where it names each status. */
export function describedResponses(operation: Properties): MethodResponses | undefined {
  const responses = operation.part("responses");
  const { names } = responses;
  if (names.length === 0 || !names.every((name) => /^\d{3}$/.test(name))) return undefined;
  return names.map((name) => ({
    statusCode: Number(name),
    headers: responses.part(name).part("headers").names,
  }));
}
