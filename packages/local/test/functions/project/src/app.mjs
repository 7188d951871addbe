/** Says where it runs, and reads a file by its path in the project. */
import { readFileSync } from "node:fs";

export const handler = async () => ({
  cwd: process.cwd(),
  taskRoot: process.env.LAMBDA_TASK_ROOT,
  handler: process.env._HANDLER,
  letter: readFileSync("templates/letter.txt", "utf8"),
});
