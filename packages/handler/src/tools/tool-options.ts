import type { Catalog, FaultsOf } from "@faultwire/catalog";
import { checkOptions } from "@faultwire/catalog/internal";
import type { ToolFault } from "@faultwire/wire";
import type { Disclosure } from "../answer/disclose.ts";
import type { InvokerOptions } from "../invoker-options.ts";

/** The author's words about what a model should do after a fault: one or two fixed sentences, by the fault's name. */
export type ToolAdvice<Throws extends Catalog> = {
  readonly [Name in FaultsOf<Throws>["name"]]?: string;
};

/** The options of every wrapper for tools of models. */
export interface ToolOptions<Throws extends Catalog> extends InvokerOptions<Throws> {
  /**
   * Tells a model what to do after each fault. The sentence about trying again is made of the fault and comes first.
   *
   * @default a sentence made of the status
   */
  readonly advice?: ToolAdvice<Throws>;
}

/** The same, as unchecked values. */
export interface ToolSettings {
  readonly throws: Catalog;
  readonly advice?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Checks the advice of a wrapper.
 *
 * @throws TypeError for a name that is not declared, and for what is not a text.
 */
export function checkAdvice(where: string, { throws, advice }: ToolSettings): void {
  if (advice === undefined) return;
  checkOptions(`${where}: advice`, advice, Object.keys(throws.faults));
  for (const [name, text] of Object.entries(advice))
    if (text !== undefined && (typeof text !== "string" || /[\r\n]/.test(text)))
      throw new TypeError(
        `${where}: advice.${name} is one line of text for the model; put values of a fault into its message`,
      );
}

/** Makes the fault that a model and the calling program get. */
export function toToolFault({ data, fault }: Disclosure, { throws, advice }: ToolSettings): ToolFault {
  const declared = Object.hasOwn(throws.faults, data.errorType) ? throws.faults[data.errorType] : undefined;
  return {
    ...data,
    // Only a declaration that has it written out is a promise that calling again is safe.
    isPromised: declared?.declaration.retryable === true && fault !== undefined,
    advice: declared && advice?.[data.errorType],
  };
}
