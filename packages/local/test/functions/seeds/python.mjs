/** Hands the environment over to Python while it loads: the Runtime API's client is bootstrap.py from here on. */
import { spawnSync } from "node:child_process";

spawnSync(process.env.PYTHON, ["bootstrap.py"], { cwd: import.meta.dirname, stdio: "inherit" });

export const handler = () => {};
