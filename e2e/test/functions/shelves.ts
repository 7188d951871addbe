import { defineCatalog, fault } from "@faultwire/catalog";
import { respond, wrapHandler } from "@faultwire/handler";
import { z } from "zod";

export class ShelfNotFound extends fault("ShelfNotFound", {
  status: 404,
  details: z.object({ shelfId: z.string() }),
  message: "no such shelf",
}) {}
export const Shelves = defineCatalog("shelves", { ShelfNotFound });

const Path = z.object({ shelfId: z.string() });

/** A GET: path, query and headers. */
export const listBooks = wrapHandler(
  async ({ path: { shelfId }, query: { limit, tag = [] }, headers }) => {
    if (shelfId === "none") throw new ShelfNotFound({ shelfId });
    return { shelfId, limit, tags: [tag].flat(), reader: headers["x-reader"] };
  },
  {
    throws: Shelves,
    request: {
      path: Path,
      query: z.object({
        limit: z.coerce.number<string>().max(100),
        tag: z.union([z.string(), z.array(z.string())]).optional(),
      }),
      headers: z.object({ "x-reader": z.string() }),
    },
    output: z.object({
      shelfId: z.string(),
      limit: z.number(),
      tags: z.array(z.string()),
      reader: z.string(),
    }),
  },
);

/** A PUT: a path and a body, answered with a status of its own. */
export const putBook = wrapHandler(
  async ({ path, body }) =>
    respond({ ...path, ...body }, { status: 201, headers: { location: `/shelves/${path.shelfId}` } }),
  {
    throws: Shelves,
    request: { path: Path, body: z.object({ title: z.string() }) },
    output: z.object({ shelfId: z.string(), title: z.string() }),
  },
);
