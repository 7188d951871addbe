import type { HttpProgram } from "./http-program.ts";
import type { InvokeProgram } from "./invoke-program.ts";

const wrapped = (handler: string, imports: readonly string[] = []): InvokeProgram => ({
  handler: [
    'import { defineCatalog } from "@faultwire/catalog";',
    `import { ${["wrapHandler", ...imports].sort().join(", ")} } from "@faultwire/handler";`,
    ...(handler.includes("z.object") ? ['import { z } from "zod";'] : []),
    ...["", 'const Orders = defineCatalog("Orders", {});', "", handler, ""],
  ].join("\n"),
});

/** Wrapped handlers that answer with each of the wrapper's own errors. */
export const WRAPPER_PROGRAMS: Readonly<Record<string, InvokeProgram>> = {
  ValidationFailed: wrapped(
    `export const handler = wrapHandler(async ({ orderId }) => ({ orderId }), {
  throws: Orders,
  input: z.object({ orderId: z.number() }),
});`,
  ),
  FunctionTimedOut: {
    ...wrapped(
      `const wait = () => new Promise((resolve) => setTimeout(resolve, 60_000));

export const handler = wrapHandler(wait, { throws: Orders, guards: [deadline({ before: 500 })] });`,
      ["deadline"],
    ),
    config: '{ handler: "orders.handler", timeout: 2 }',
  },
  ResultTooLarge: wrapped(
    `const large = async () => "x".repeat(7_000_000);

export const handler = wrapHandler(large, { throws: Orders, guards: [resultGuard] });`,
    ["resultGuard"],
  ),
  DependencyFailed: {
    handler: `import { createHttpCaller } from "@faultwire/caller";
import { defineCatalog } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";

const Orders = defineCatalog("Orders", {});
// Nothing listens there.
const pay = createHttpCaller({ url: "http://127.0.0.1:1", faults: Orders, retry: false });

export const handler = wrapHandler(async ({ orderId }) => pay({ orderId }), { throws: Orders });
`,
  },
};

/** On a direct call the wrapper leaves an undeclared error as it is; over HTTP it does not disclose it. */
export const WRAPPER_HTTP_PROGRAMS: Readonly<Record<string, HttpProgram>> = {
  InternalFailure: {
    api: '{ type: "http", routes: { "GET /orders": "orders" } }',
    handler: `import { defineCatalog } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";

const Orders = defineCatalog("Orders", {});
const fail = async () => {
  throw new Error("no database");
};

export const handler = wrapHandler(fail, { throws: Orders });
`,
  },
};
