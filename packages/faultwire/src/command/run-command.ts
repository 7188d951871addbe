import packageJson from "../../package.json" with { type: "json" };
import { UsageError } from "../usage-error.ts";
import { completionFor } from "./completion.ts";
import { VERBS } from "./verbs.ts";

/** The exit code of a command that was not understood, or of an input that could not be read. */
const NOT_UNDERSTOOD = 2;

/** Runs the command `faultwire` with its arguments, and returns its exit code. */
export async function runCommand([name, ...rest]: readonly string[]): Promise<number> {
  try {
    return await run(name, rest);
  } catch (wrong) {
    if (!(wrong instanceof UsageError)) throw wrong;
    console.error(`faultwire: ${wrong.message}`);
    return NOT_UNDERSTOOD;
  }
}

async function run(name: string | undefined, rest: readonly string[]): Promise<number> {
  if (name === undefined) {
    console.error(usage());
    return NOT_UNDERSTOOD;
  }
  const topic = name === "help" ? rest[0] : rest.includes("--help") || rest.includes("-h") ? name : undefined;
  const verb = Object.hasOwn(VERBS, topic ?? name) ? VERBS[topic ?? name] : undefined;
  if (topic !== undefined && verb) return print(verb.usage);
  if (/^(?:--help|-h|help)$/.test(name)) return print(usage());
  if (/^(?:--version|-v)$/.test(name)) return print(packageJson.version);
  if (name === "completion") return print(completionFor(rest[0]));
  if (verb === undefined) {
    throw new UsageError(
      `there is no command ${name}; the commands are ${Object.keys(VERBS).join(", ")} and completion`,
    );
  }
  return (await verb.load())(rest);
}

function print(text: string): number {
  console.log(text);
  return 0;
}

function usage(): string {
  const verbs = Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`);
  return `faultwire: errors of AWS Lambda functions, explained

  faultwire COMMAND [ARGUMENTS]

${verbs.join("\n")}
  completion  prints the completion of bash, zsh or fish

  faultwire COMMAND --help has examples and exit codes; faultwire --version prints the version.`;
}
