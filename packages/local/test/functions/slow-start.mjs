/** Starts in its own time: a mark in the temporary folder tells a second start from the first. */
import { existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const started = join(tmpdir(), "started");
const isFirst = !existsSync(started);
writeFileSync(started, "");
console.log(isFirst ? "first start" : "second start");
if (process.env.FIRST === "exit" && isFirst) process.exit(5);
if (process.env.ALWAYS === "hang") await new Promise((resolve) => setTimeout(resolve, 60_000));

export const handler = async () => ({ isFirst });
