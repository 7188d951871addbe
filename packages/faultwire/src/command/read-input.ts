import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { UsageError } from "../usage-error.ts";

/**
 * Reads a file, or the standard input for "-", as text.
 *
 * @throws UsageError where it cannot be read.
 */
export async function readInput(command: string, file: string): Promise<string> {
  if (file !== "-") return await read(command, file);
  if (process.stdin.isTTY)
    throw new UsageError(
      `${command}: there is no input; name a file, or pipe an error into the command (see faultwire ${command} --help)`,
    );
  return await text(process.stdin);
}

async function read(command: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (failure) {
    throw new UsageError(
      `${command}: ${file} cannot be read: ${failure instanceof Error ? failure.message : failure}`,
    );
  }
}
