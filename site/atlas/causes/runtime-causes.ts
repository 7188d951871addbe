import { type InvokeProgram, writeInvokeProgram } from "./invoke-program.ts";

const NODE_22 = '{ handler: "orders.handler", runtime: "nodejs22.x" }';
const STREAM = `const chunks = callOrders.stream({ orderId: "o-1" });
const fault = await Array.fromAsync(chunks).catch((error) => error);`;

const thrown = (value: string): InvokeProgram => ({
  handler: `export const handler = async () => {\n  throw ${value};\n};\n`,
});

/** Functions that really end in the error, under AWS's own runtime client. */
export const RUNTIME_PROGRAMS: Readonly<Record<string, InvokeProgram>> = {
  "Sandbox.Timedout": {
    handler: "export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));\n",
    config: '{ handler: "orders.handler", timeout: 1 }',
  },
  "Runtime.ExitError": { handler: "export const handler = async () => process.exit(1);\n" },
  "Runtime.ImportModuleError": {
    handler:
      'import { createRequire } from "node:module";\n\nconst require = createRequire(import.meta.url);\nrequire("a-package-that-is-not-installed");\n\nexport const handler = async () => {};\n',
  },
  "Runtime.UserCodeSyntaxError": { handler: "export const handler = async () => {\n" },
  "Runtime.HandlerNotFound": { config: '"orders.missing"' },
  "Runtime.MalformedHandlerName": { config: '"orders..handler"' },
  "Runtime.MalformedStreamingHandler": {
    handler:
      'export const handler = async () => {};\nhandler[Symbol.for("aws.lambda.runtime.handler.streaming")] = "request";\n',
  },
  "Runtime.InvalidStreamingOperation": {
    handler: `export const handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write("a row");
  stream.setContentType("text/csv");
});
`,
    call: STREAM,
  },
  "Runtime.JSONStringifyError": { handler: "export const handler = async () => ({ total: 12n });\n" },
  "Runtime.CallbackHandlerDeprecated": {
    handler: "export const handler = (event, context, callback) => callback(null, {});\n",
  },
  "Runtime.UnhandledPromiseRejection": {
    handler: `export const handler = async () => {
  Promise.reject(new Error("left behind"));
  await new Promise((resolve) => setTimeout(resolve, 60_000));
};
`,
    config: NODE_22,
  },
  "Function.ResponseSizeTooLarge": {
    handler: 'export const handler = async () => "x".repeat(7_000_000);\n',
  },
  handled: thrown('Object.assign(new Error("no order"), { name: 404 })'),
  string: thrown('"no order"'),
  number: thrown("404"),
  boolean: thrown("false"),
  bigint: thrown("404n"),
  symbol: thrown('Symbol("no order")'),
  undefined: thrown("undefined"),
  object: thrown('{ code: "NO_ORDER" }'),
  function: thrown('() => "no order"'),
};

/** Writes the program of an injected function error with this payload. */
export function injectedFunctionError(payload: object): Record<string, string> {
  const literal = JSON.stringify({ functionError: payload }, undefined, 2)
    .replace(/^( *)"([A-Za-z]+)":/gm, "$1$2:")
    .replace(/([^{[,])\n/g, "$1,\n");
  return writeInvokeProgram({ inject: literal });
}
