import { expectTypeOf } from "vitest";
import type { Json, JsonResult } from "./json.ts";

/* The types agree with JSON.stringify. */

expectTypeOf<Json<(string | undefined)[]>>().toEqualTypeOf<(string | null)[]>();
expectTypeOf<Json<[undefined, Date]>>().toEqualTypeOf<[null, string]>();
expectTypeOf<Json<readonly (() => void)[]>>().toEqualTypeOf<readonly null[]>();
expectTypeOf<Json<{ id: string; rename(name: string): void; [Symbol.iterator]: symbol }>>().toEqualTypeOf<{
  id: string;
}>();
expectTypeOf<Json<{ at: Date; tags?: Set<string>; nested: { n: number | null } }>>().toEqualTypeOf<{
  at: string;
  tags?: Record<string, never>;
  nested: { n: number | null };
}>();
expectTypeOf<Json<unknown>>().toEqualTypeOf<unknown>();
expectTypeOf<Json<unknown[]>>().toEqualTypeOf<unknown[]>();
// JSON.stringify throws for a bigint, so that there is never such a result.
expectTypeOf<Json<bigint>>().toEqualTypeOf<never>();
expectTypeOf<JsonResult<undefined>>().toEqualTypeOf<null>();
expectTypeOf<JsonResult<{ a: 1 } | undefined>>().toEqualTypeOf<{ a: 1 } | null>();
