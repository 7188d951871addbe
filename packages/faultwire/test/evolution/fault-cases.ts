import type { FaultDeclaration } from "@faultwire/catalog";
import { type Case, PLAIN, type Version } from "./version.ts";

const BUSY: FaultDeclaration = { status: 503, message: "m" };

/** Faults that come, go and have other names. */
export function faultCases(): readonly Case[] {
  const aliased = (aliases: readonly string[]): Version["faults"] => ({ Lost: { ...PLAIN, aliases } });
  const foreign = (faults: Version["faults"], alias?: string): Version => ({
    faults,
    throws: alias === undefined ? [["Lost"]] : [["Lost"], { alias }],
  });
  return [
    {
      title: "a fault is added",
      old: throwing({ Lost: PLAIN }, "Lost"),
      fresh: throwing({ Lost: PLAIN, Late: PLAIN }, "Lost", "Late"),
    },
    {
      title: "a fault is removed",
      old: throwing({ Lost: PLAIN, Late: PLAIN }, "Lost", "Late"),
      fresh: throwing({ Lost: PLAIN }, "Lost"),
    },
    {
      title: "a fault is renamed",
      old: throwing({ Lost: PLAIN }, "Lost"),
      fresh: throwing({ Gone: PLAIN }, "Gone"),
    },
    {
      title: "a fault is renamed, and has the old name as an alias",
      old: throwing({ Lost: PLAIN }, "Lost"),
      fresh: throwing({ Gone: { ...PLAIN, aliases: ["Lost"] } }, "Gone"),
    },
    {
      title: "a fault is moved to another catalog",
      old: throwing({ Lost: PLAIN, Late: PLAIN }, "Late"),
      fresh: { faults: { Lost: PLAIN }, elsewhere: { Late: PLAIN }, throws: [["Late"]] },
    },
    {
      title: "an alias is added, and a function of another language sends it",
      old: foreign({ Lost: PLAIN }),
      fresh: foreign(aliased(["errors.NoSuchOrder"]), "errors.NoSuchOrder"),
    },
    {
      title: "an alias is removed",
      old: foreign(aliased(["errors.NoSuchOrder"]), "errors.NoSuchOrder"),
      fresh: foreign({ Lost: PLAIN }),
    },
    {
      title: "an alias is given to another fault",
      old: {
        faults: { Lost: { ...PLAIN, aliases: ["errors.Gone"] }, Late: PLAIN },
        throws: [{ alias: "errors.Gone" }],
      },
      fresh: {
        faults: { Lost: PLAIN, Late: { ...PLAIN, aliases: ["errors.Gone"] } },
        throws: [{ alias: "errors.Gone" }],
      },
    },
  ];
}

/** Members of a declaration besides its details. */
export function statusCases(): readonly Case[] {
  const pair = (title: string, old: FaultDeclaration, fresh: FaultDeclaration): Case => ({
    title,
    old: throwing({ Busy: old }, "Busy"),
    fresh: throwing({ Busy: fresh }, "Busy"),
  });
  return [
    pair("the status is another one", { status: 404, message: "m" }, { status: 410, message: "m" }),
    pair("the status is one that may pass", { status: 409, message: "m" }, BUSY),
    pair("`retryable` is turned off", BUSY, { ...BUSY, retryable: false }),
    pair("`retryable: true` is written: its author promises that calling again is safe", BUSY, {
      ...BUSY,
      retryable: true,
    }),
    pair("the promise is withdrawn, and the status still may pass", { ...BUSY, retryable: true }, BUSY),
    pair(
      "the promise is withdrawn by `retryable: false`",
      { ...BUSY, retryable: true },
      { ...BUSY, retryable: false },
    ),
    pair("the message is another text", BUSY, { ...BUSY, message: "come back later" }),
  ];
}

function throwing(faults: Version["faults"], ...names: readonly string[]): Version {
  return { faults, throws: names.map((name) => [name] as const) };
}
