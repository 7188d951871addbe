import type { LocalOptions } from "../local-options.ts";
import { fromTemplate } from "../project/from-template.ts";

/** The arguments of `parseArgs` that belong to a template. */
export const TEMPLATE_ARGUMENTS = {
  template: { type: "string", short: "t" },
  parameter: { type: "string", multiple: true },
  environment: { type: "string", multiple: true },
  stage: { type: "string" },
  stack: { type: "string" },
} as const;

/** The values of these arguments. */
interface TemplateValues {
  readonly template?: string | undefined;
  readonly parameter?: readonly string[] | undefined;
  readonly environment?: readonly string[] | undefined;
  readonly stage?: string | undefined;
  readonly stack?: string | undefined;
}

/**
 * Reads the configuration from the template that the arguments name.
 *
 * @throws TypeError when an argument is wrong; it names the argument and what to do.
 */
export async function readTemplateArguments(values: TemplateValues): Promise<LocalOptions | undefined> {
  const { template, parameter, environment, stage, stack } = values;
  if (template === undefined) {
    const [unused] = Object.keys(TEMPLATE_ARGUMENTS).filter(
      (name) => Reflect.get(values, name) !== undefined,
    );
    if (unused === undefined) return undefined;
    throw new TypeError(`--${unused} is for a template; name it with --template`);
  }
  return fromTemplate(template, {
    ...(parameter === undefined ? {} : { parameters: readPairs("parameter", parameter) }),
    ...(environment === undefined ? {} : { environment: readPairs("environment", environment) }),
    ...(stage === undefined ? {} : { stage }),
    ...(stack === undefined ? {} : { stack }),
  });
}

function readPairs(argument: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf("=");
      if (at < 1) throw new TypeError(`--${argument} ${text}: write NAME=VALUE`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
