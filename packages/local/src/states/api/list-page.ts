import { StatesError } from "./states-error.ts";
import type { StatesInput } from "./states-input.ts";

/** One page of a list: 100 items, unless the request wants fewer or, at most, 1000. */
export function pageOf<Item>(
  items: readonly Item[],
  input: StatesInput,
): { readonly page: readonly Item[]; readonly nextToken?: string } {
  const size = Math.min(input.number("maxResults") || 100, 1000);
  const token = input.text("nextToken");
  const from = token === undefined ? 0 : Number(token);
  if (!Number.isSafeInteger(from) || from < 0)
    throw new StatesError("InvalidToken", `Invalid Token: '${token}'`);
  const end = from + size;
  return { page: items.slice(from, end), ...(end < items.length && { nextToken: String(end) }) };
}
