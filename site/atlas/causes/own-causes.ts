import type { InvokeProgram } from "./invoke-program.ts";

/** A mistake in the code of a handler. */
export const MISTAKE: InvokeProgram = {
  handler: "export const handler = async ({ orderId }) => orderId.id.toString();\n",
};

/** A result that does not fit what the caller expects. */
export const MISFIT: InvokeProgram = {
  imports: ['import { z } from "zod";'],
  callerOptions: ["output: z.object({ total: z.string() }),"],
};
