import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

export class TaxRegionUnknown extends fault("TaxRegionUnknown", {
  status: 422,
  details: z.object({ region: z.string(), known: z.array(z.string()) }),
  message: ({ region }) => `There is no tax for ${region}`,
}) {}

export const Tax = defineCatalog("tax", { TaxRegionUnknown });
