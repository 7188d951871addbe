import { validation } from "../lambda/service-error.ts";
import { refuse } from "./control-error.ts";

/** One page of a list. */
export interface Page<Value> {
  readonly items: readonly Value[];
  /** The place of the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** A place in a list and the number of entries wanted, as texts of a query. */
export interface PageRequest {
  readonly marker: string | null;
  readonly limit: string | null;
  /** The largest page. */
  readonly most: number;
}

/** Cuts a page out of a list; a marker is the number of the entry that comes next. */
export function pageOf<Value>(all: readonly Value[], { marker, limit, most }: PageRequest): Page<Value> {
  const start = /^\d+$/.test(marker ?? "") ? Number(marker) : 0;
  const count = limit === null ? most : Number(limit);
  if (!Number.isInteger(count) || count < 1)
    return refuse(
      validation([
        `Value '${limit}' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1`,
      ]),
    );
  const end = start + Math.min(count, most);
  return { items: all.slice(start, end), next: end < all.length ? String(end) : undefined };
}
