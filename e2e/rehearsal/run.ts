import { spawn } from "node:child_process";

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The text that the command reads from its standard input. */
  readonly input?: string | undefined;
}

/**
 * Runs a command and returns what it writes to its standard output.
 *
 * @throws Error with all of its output, if it ends with another code than 0.
 */
export async function run(
  [file = "", ...parameters]: readonly string[],
  options: RunOptions,
): Promise<string> {
  const child = spawn(file, parameters, { cwd: options.cwd, env: options.env ?? process.env });
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  let [stdout, output] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`${file} ${parameters.join(" ")} ended with ${code}\n${output}`);
  return stdout;
}
