import { wrapHandler } from "@faultwire/handler";
import { CASES } from "./cases.ts";
import { functionsCatalog } from "./version.ts";

/* The function of both versions: it throws what a version of a case throws. The environment chooses the version. */

const SIDE = process.env.SIDE === "old" ? "old" : "fresh";

/** The number of a case among all, and of what it throws. */
export interface EvolvingEvent {
  readonly index: number;
  readonly throws: number;
}

const handlers = Object.values(CASES)
  .flat()
  .map(({ [SIDE]: version }) => {
    const throws = functionsCatalog(version);
    return wrapHandler(
      async (event: EvolvingEvent): Promise<never> => {
        const thrown = version.throws[event.throws];
        if (thrown === undefined) throw new RangeError(`there is no ${event.throws}`);
        // As a function of another language does, which has no catalog.
        if ("alias" in thrown) throw Object.assign(new Error("m"), { name: thrown.alias });
        const [name, details] = thrown;
        const Declared = throws.faults[name] as unknown as new (details: unknown) => Error;
        throw new Declared(details);
      },
      { throws },
    );
  });

export const handler = async (event: EvolvingEvent, context: unknown) =>
  await Reflect.apply(handlers[event.index] ?? Object, undefined, [event, context]);
