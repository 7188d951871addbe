import type { LocalOptions } from "../local-options.ts";
import type { TemplateOptions } from "./template-options.ts";

/**
 * Reads the configuration of a local service from a project's own template: SAM, CloudFormation, the output of
 * `cdk synth`, or serverless.yml. The parts of it that local does not take are listed on stderr, or given to `onGaps`.
 *
 * @param file the template, or a folder with one, such as `cdk.out`.
 * @throws TypeError with the file and line where the template cannot be read, and where no function of it can run.
 * @example
 * const lambda = await local(await fromTemplate("template.yaml"));
 */
export async function fromTemplate(file: string, options: TemplateOptions = {}): Promise<LocalOptions> {
  // The reader of YAML is loaded only where there is a template.
  const { readTemplate } = await import("./read-template.ts");
  return readTemplate(file, options);
}
