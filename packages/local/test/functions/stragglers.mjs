/** Starts a process of its own, and says which. */
import { spawn } from "node:child_process";

export const handler = async ({ detached, exit }) => {
  const child = spawn("sleep", ["60"], { stdio: "inherit", detached });
  if (exit) process.exit(1);
  return child.pid;
};
