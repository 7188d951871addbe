import { readFileSync } from "node:fs";

export const handler = async (event: unknown): Promise<object> => ({
  cwd: process.cwd(),
  taskRoot: process.env.LAMBDA_TASK_ROOT,
  handler: process.env._HANDLER,
  letter: readFileSync("templates/letter.txt", "utf8"),
  event,
});
