import { checkMembers, checkObject, describe } from "../config/check.ts";
import type { TemplateGap } from "./template-gap.ts";

/** The options of `fromTemplate()`. */
export interface TemplateOptions {
  /**
   * Values of the template's parameters. In serverless.yml they are those of `${param:NAME}` and `${opt:NAME}`.
   *
   * @default the defaults in the template
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Environment variables for all functions, over those of the template. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * The name of the stack: `AWS::StackName`. Of a CDK application with several stacks it chooses one.
   *
   * @default "local", and all stacks of a CDK application
   */
  readonly stack?: string;
  /**
   * The stage of serverless.yml: `${sls:stage}`.
   *
   * @default the stage of the provider, or "dev"
   */
  readonly stage?: string;
  /**
   * The region: `AWS::Region`.
   *
   * @default "us-east-1", or the region of serverless.yml
   */
  readonly region?: string;
  /**
   * The account: `AWS::AccountId`, a text of 12 digits.
   *
   * @default "000000000000"
   */
  readonly accountId?: string;
  /**
   * Gets the parts of the template that local does not take, takes in another way, or that have no effect here.
   *
   * @default they are written to stderr
   */
  readonly onGaps?: (gaps: readonly TemplateGap[]) => void;
}

const MEMBERS: Record<keyof TemplateOptions, true> = {
  parameters: true,
  environment: true,
  stack: true,
  stage: true,
  region: true,
  accountId: true,
  onGaps: true,
};

/**
 * Checks the options of `fromTemplate()`.
 *
 * @throws TypeError naming the member and what to do.
 */
export function checkTemplateOptions(options: TemplateOptions): void {
  checkMembers("fromTemplate", options, MEMBERS);
  const { parameters = {}, environment = {}, stack, stage, onGaps } = options;
  for (const [member, given] of Object.entries({ parameters, environment })) {
    checkObject(`fromTemplate: ${member}`, given);
    for (const [name, value] of Object.entries(given))
      if (typeof value !== "string")
        throw new TypeError(`fromTemplate: ${member}.${name} is a text; it is ${describe(value)}`);
  }
  for (const [member, given] of Object.entries({ stack, stage }))
    if (given !== undefined && typeof given !== "string")
      throw new TypeError(`fromTemplate: ${member} is a text; it is ${describe(given)}`);
  if (onGaps !== undefined && typeof onGaps !== "function")
    throw new TypeError(`fromTemplate: onGaps is a function; it is ${describe(onGaps)}`);
}
