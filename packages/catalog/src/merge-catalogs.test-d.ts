import { expectTypeOf } from "vitest";
import { z } from "zod";
import type { Catalog, Declares, FaultsOf } from "./catalog.ts";
import { fault } from "./declare-fault.ts";
import { defineCatalog } from "./define-catalog.ts";
import { mergeCatalogs } from "./merge-catalogs.ts";
import { pickFaults } from "./pick-faults.ts";

class A extends fault("A", { details: z.object({ a: z.string() }), message: "a" }) {}
class B extends fault("B", { message: "b" }) {}
class C extends fault("C", { message: "c" }) {}
const Orders = defineCatalog("orders", { A, B });
const Payments = defineCatalog("payments", { B, C });

// A merged catalog is the union of all faults.
const Shop = mergeCatalogs("shop", Orders, Payments);
expectTypeOf<FaultsOf<typeof Shop>>().toEqualTypeOf<A | B | C>();
expectTypeOf(Shop).toExtend<Catalog>();
expectTypeOf(Shop).toExtend<Declares<A | C>>();
expectTypeOf(Shop.faults.A).toEqualTypeOf<typeof A>();
expectTypeOf<FaultsOf<ReturnType<typeof mergeCatalogs<[typeof Orders]>>>>().toEqualTypeOf<A | B>();
// @ts-expect-error faults are not a catalog
mergeCatalogs("x", { A });
// @ts-expect-error at least one catalog
mergeCatalogs("x");

// A part is the union of the picked faults, and other names do not compile.
const Part = pickFaults(Orders, "A");
expectTypeOf<FaultsOf<typeof Part>>().toEqualTypeOf<A>();
expectTypeOf<FaultsOf<ReturnType<() => typeof Shop>>>().toEqualTypeOf<A | B | C>();
expectTypeOf(pickFaults(Shop, "A", "C")).toEqualTypeOf<
  Catalog<{ readonly A: typeof A; readonly C: typeof C }>
>();
// @ts-expect-error no such fault
pickFaults(Orders, "C");
// @ts-expect-error at least one name
pickFaults(Orders);
