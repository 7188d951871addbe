import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

/** The calls are as deep as they were asked to be. */
export class MaxDepthReached extends fault("MaxDepthReached", {
  status: 422,
  details: z.object({ depth: z.number() }),
  message: ({ depth }) => `Maximum depth reached: ${depth}`,
}) {}

/** Both dice show the same. */
export class DoublesRolled extends fault("DoublesRolled", {
  status: 503,
  details: z.object({ roll: z.number() }),
  message: ({ roll }) => `Doubles rolled: ${roll} and ${roll}`,
}) {}

export const RandomFaults = defineCatalog("random", { MaxDepthReached, DoublesRolled });
