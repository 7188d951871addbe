import { jsonSchemaFor } from "@faultwire/infra";
import { bodyOption } from "./body-option.ts";
import { makeApiGateway } from "./make-api-gateway.ts";
import type { GenerateTarget } from "./target.ts";

/** The targets of `faultwire generate` by name. */
export const TARGETS: Readonly<Record<string, GenerateTarget>> = {
  apigw: {
    summary: "the responses of a REST API's custom integration, with patterns and templates",
    options: ["format", "function", "wire"],
    make: makeApiGateway,
  },
  "json-schema": {
    summary: "a JSON Schema of the faults, and of the details of each",
    options: ["body"],
    make: (catalog, { body }, schemas) => ({
      json: jsonSchemaFor(catalog, { ...schemas, ...bodyOption(body) }),
      note: "$comment",
    }),
  },
};
