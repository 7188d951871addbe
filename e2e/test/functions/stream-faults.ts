import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

export class Cut extends fault("Cut", {
  status: 503,
  details: z.object({ row: z.number(), text: z.string() }),
  message: ({ row }) => `cut at row ${row}`,
}) {}
export const Rows = defineCatalog("rows", { Cut });
