import { failWith } from "./invoke-program.ts";

/** The parts of a program that sends a request to an API of local. */
export interface HttpProgram {
  /** The source of the API's configuration. */
  readonly api: string;
  /** The source of the handler's file. */
  readonly handler?: string;
  /** The source of the authorizer's file, if the API has one. */
  readonly authorizer?: string;
  /** The source of the injection. */
  readonly inject?: string;
  /** @default "/orders" */
  readonly path?: string;
  /** The source of the options of `fetch`. */
  readonly request?: string;
}

const HANDLER = 'export const handler = async () => ({ statusCode: 200, body: "[]" });\n';

/** Writes the files of a program that sends a request to an API and prints the fault of the response. */
export function writeHttpProgram(program: HttpProgram): Record<string, string> {
  const { api, handler = HANDLER, authorizer, inject, path = "/orders", request } = program;
  const authorize = authorizer === undefined ? "" : ', authorize: "authorize.handler"';
  const lines = [
    'import { parseResponse } from "@faultwire/caller";',
    'import { defineCatalog } from "@faultwire/catalog";',
    'import { local } from "@faultwire/local";',
    "",
    "const lambda = await local({",
    "  root: import.meta.dirname,",
    `  functions: { orders: "orders.handler"${authorize} },`,
    ...apisOf(api),
    "});",
    "",
    ...(inject === undefined ? [] : [failWith('{ api: "shop" }', inject)]),
    `const response = await fetch(lambda.url("shop", "${path}")${request === undefined ? "" : `, ${request}`});`,
    'const fault = await parseResponse(response, defineCatalog("Orders", {}));',
    "console.log(response.status, fault.errorType, fault.execution);",
    "",
    "await lambda.close();",
    "",
  ];
  return {
    "main.mjs": lines.join("\n"),
    "orders.mjs": handler,
    ...(authorizer !== undefined && { "authorize.mjs": authorizer }),
  };
}

function apisOf(api: string): string[] {
  if (!api.includes("\n")) return [`  apis: { shop: ${api} },`];
  return ["  apis: {", `    shop: ${api.replaceAll("\n", "\n    ")},`, "  },"];
}
