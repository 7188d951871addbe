import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

export class QuotaReached extends fault("QuotaReached", {
  status: 429,
  details: z.object({ words: z.number(), limit: z.number() }),
  message: ({ limit }) => `The limit of ${limit} words is reached`,
}) {}

export const Assistant = defineCatalog("assistant", { QuotaReached });
