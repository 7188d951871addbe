import { docsFor, jsonSchemaFor, openapiFor, typesFor } from "@faultwire/infra";
import { taskErrors } from "./asl-options.ts";
import { bodyOption } from "./body-option.ts";
import { LANGUAGE_TARGETS } from "./language-targets.ts";
import { makeAlarms } from "./make-alarms.ts";
import { makeApiGateway } from "./make-api-gateway.ts";
import type { GenerateTarget } from "./target.ts";

/** The targets of `faultwire generate` by name. */
export const TARGETS: Readonly<Record<string, GenerateTarget>> = {
  apigw: {
    summary: "the responses of a REST API's custom integration, with patterns and templates",
    options: ["format", "function", "header", "success-status", "wire"],
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
  openapi: {
    summary: "OpenAPI 3.1 of the responses and bodies of the faults",
    options: ["body"],
    make: (catalog, { body }, schemas) => ({
      json: {
        openapi: "3.1.0",
        info: { title: `Errors of ${catalog.name}`, version: "1.0.0" },
        components: openapiFor(catalog, { ...schemas, ...bodyOption(body) }).components,
      },
      note: "x-comment",
    }),
  },
  types: {
    summary: "TypeScript types of the bodies, for clients without our packages",
    options: ["body"],
    make: (catalog, { body }, schemas) => ({
      text: typesFor(catalog, { ...schemas, ...bodyOption(body) }),
      comment: (note) => `// ${note}`,
    }),
  },
  docs: {
    summary: "an error reference in Markdown",
    options: [],
    make: (catalog, _values, schemas) => ({
      text: docsFor(catalog, schemas),
      comment: (note) => `<!-- ${note.replaceAll("-->", "-- >")} -->`,
    }),
  },
  asl: {
    summary: "Retry and Catch of a task of Step Functions",
    options: ["idempotent", "jsonata", "next", "others"],
    make: (catalog, values) => ({ json: taskErrors(catalog, values), note: "Comment" }),
  },
  ...LANGUAGE_TARGETS,
  alarms: {
    summary: "metric filters, alarms and queries of Logs Insights by fault, for CloudFormation",
    options: ["action", "dimension", "faults", "log-group", "namespace", "period", "threshold"],
    make: makeAlarms,
  },
};
