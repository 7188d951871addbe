import { markdownTable } from "../report/markdown.ts";
import { repeated } from "./calls.ts";
import type { Bytes } from "./program.ts";
import { withProgram } from "./run-program.ts";

/** V8 drops code that has not run for a while, such as that of modules, which would count as less than nothing. */
const FLAGS = ["--expose-gc", "--no-flush-bytecode"];

/** Counts the bytes that are held after a million calls, as a table. Two processes run at a time. */
export async function countRetained(): Promise<string> {
  const rows = await withProgram(async (run) => {
    const counted: Bytes[] = [];
    const waiting = [...repeated.keys()];
    const work = async () => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift())
        // The program prints this type.
        counted[index] = (await run(FLAGS, ["retained", String(index)])) as Bytes;
    };
    await Promise.all([work(), work()]);
    return counted.map(({ name, bytes }) => [name, (bytes / 1000).toFixed(1)]);
  });
  return markdownTable(["", "kB"], rows);
}
