/** The parts of a program that invokes a function over the SDK. */
export interface InvokeProgram {
  /** The source of the handler's file. */
  readonly handler?: string;
  /** The source of the function's configuration. */
  readonly config?: string;
  /** The source of the injection. */
  readonly inject?: string;
  /** The source of further options of `local`. */
  readonly options?: readonly string[];
  /** Imports besides those of every program. */
  readonly imports?: readonly string[];
  /** Statements before the caller is made. */
  readonly before?: readonly string[];
  /** The source of the client. */
  readonly client?: string;
  /** The name of the function that is called. */
  readonly functionName?: string;
  /** Further options of the caller. */
  readonly callerOptions?: readonly string[];
  /** The statement that makes `fault`. */
  readonly call?: string;
}

const HANDLER = "export const handler = async ({ orderId }) => ({ orderId, total: 12 });\n";
const CALL = 'const { fault } = await callOrders.safe({ orderId: "o-1" });';

/** Writes the files of a program that invokes a function and prints the fault. */
export function writeInvokeProgram(program: InvokeProgram): Record<string, string> {
  const { handler = HANDLER, config = '"orders.handler"', inject, options = [], imports = [] } = program;
  const { before = [], client = "new LambdaClient(lambda.client)", functionName = "orders" } = program;
  const { callerOptions = [], call = CALL } = program;
  const lines = [
    'import { LambdaClient } from "@aws-sdk/client-lambda";',
    'import { createCaller } from "@faultwire/caller/lambda";',
    'import { defineCatalog } from "@faultwire/catalog";',
    'import { local } from "@faultwire/local";',
    ...imports,
    "",
    "const lambda = await local({",
    "  root: import.meta.dirname,",
    ...[`functions: { orders: ${config} },`, ...options].flatMap(indented),
    "});",
    ...before,
    `const client = ${client};`,
    "const callOrders = createCaller({",
    ...["client,", `functionName: "${functionName}",`, 'faults: defineCatalog("Orders", {}),'].flatMap(
      indented,
    ),
    ...["retry: false,", ...callerOptions].flatMap(indented),
    "});",
    "",
    ...(inject === undefined ? [] : [failWith('"orders"', inject)]),
    call,
    "console.log(fault.errorType, fault.execution);",
    "",
    "client.destroy();",
    "await lambda.close();",
    "",
  ];
  return { "main.mjs": lines.join("\n"), "orders.mjs": handler };
}

/** Writes the statement of an injection, on several lines where it has several. */
export function failWith(target: string, inject: string): string {
  if (!inject.includes("\n")) return `lambda.fail(${target}, { with: ${inject} });`;
  return `lambda.fail(${target}, {\n  with: ${inject.replaceAll("\n", "\n  ")},\n});`;
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}
