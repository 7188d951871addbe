import { expectTypeOf } from "vitest";
import { z } from "zod";
import type { Catalog, FaultsOf } from "./catalog.ts";
import { fault } from "./declare-fault.ts";
import { defineCatalog } from "./define-catalog.ts";
import type { PlatformFault } from "./families.ts";
import { match } from "./match.ts";

class A extends fault("A", { details: z.object({ a: z.string() }), message: "a" }) {}
class B extends fault("B", { details: z.object({ b: z.date() }), message: "b" }) {
  constructor(at: number) {
    super({ b: new Date(at) });
  }
}
const Both = defineCatalog("both", { A, B });
declare const fault_: FaultsOf<typeof Both> | PlatformFault;

// A catalog is the union of its faults, also of those with a constructor of their own.
expectTypeOf<FaultsOf<typeof Both>>().toEqualTypeOf<A | B>();
expectTypeOf(defineCatalog("more", { ...Both.faults })).toExtend<Catalog>();
// @ts-expect-error the key is not the name
defineCatalog("x", { Wrong: A });
// @ts-expect-error a class that fault() did not make
defineCatalog("x", { Plain: class Plain extends Error {} });
// @ts-expect-error an instance
defineCatalog("x", { A: new A({ a: "" }) });

// Each arm gets its own fault; the result is the union of the arms'.
const result = match(fault_, {
  A: ({ details }) => details.a,
  B: ({ details }) => details.b,
  RuntimeFault: () => 1,
  Platform: () => true,
});
expectTypeOf(result).toEqualTypeOf<string | Date | number | boolean>();
match(fault_, {
  A: () => 1,
  B: () => 1,
  MalformedFault: ({ issues }) => issues.length,
  Platform: ({ errorType }) => errorType.length,
});

// @ts-expect-error no arm for B
match(fault_, { A: () => 1, Platform: () => 1 });
// @ts-expect-error no arm for the platform
match(fault_, { A: () => 1, B: () => 1 });
// @ts-expect-error an arm for a name that cannot come
match(fault_, { A: () => 1, B: () => 1, C: () => 1, Platform: () => 1 });

// Narrowing by name works without match.
if (fault_.name === "A") expectTypeOf(fault_.details.a).toEqualTypeOf<string>();
switch (fault_.name) {
  case "ServiceFault":
    expectTypeOf(fault_.reason).toEqualTypeOf<string | undefined>();
    break;
  case "HandlerFault":
    expectTypeOf(fault_.details?.issues?.[0]?.path).toEqualTypeOf<string | undefined>();
    break;
}
