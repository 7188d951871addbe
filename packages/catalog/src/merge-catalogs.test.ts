import { expect, test } from "vitest";
import { fault } from "./declare-fault.ts";
import { defineCatalog } from "./define-catalog.ts";
import { mergeCatalogs } from "./merge-catalogs.ts";

class NotFound extends fault("NotFound", { message: "no order" }) {}
class Declined extends fault("Declined", { message: "declined" }) {}
class Closed extends fault("Closed", { message: "closed" }) {}
const Other = { NotFound: class extends fault("NotFound", { message: "no payment" }) {} };

test("a merged catalog has the faults of all, and a class may be in several", () => {
  const orders = defineCatalog("orders", { NotFound, Closed });
  const payments = defineCatalog("payments", { Declined, Closed });
  expect(mergeCatalogs("shop", orders, payments)).toEqual({
    name: "shop",
    faults: { NotFound, Closed, Declined },
  });
  expect(orders.faults).toEqual({ NotFound, Closed });
});

test("two different faults of one name are refused, with both catalogs named", () => {
  const orders = defineCatalog("orders", { NotFound });
  const payments = defineCatalog("payments", Other);
  expect(() => mergeCatalogs("shop", orders, payments)).toThrow(
    new TypeError(
      'mergeCatalogs("shop"): the catalogs orders and payments both declare NotFound, and not the same class; rename one, or share the class',
    ),
  );
});

test("an alias that could be two faults is refused, wherever they meet", () => {
  class Missing extends fault("Missing", { message: "m", aliases: ["app.NoSuchOrder"] }) {}
  class Unknown extends fault("Unknown", { message: "m", aliases: ["app.NoSuchOrder"] }) {}
  class Lost extends fault("Lost", { message: "m", aliases: ["Missing"] }) {}
  const message =
    'defineCatalog("a"): "app.NoSuchOrder" is an alias of Unknown and a name of Missing; remove it from one of them';
  expect(() => defineCatalog("a", { Missing, Unknown })).toThrow(new TypeError(message));
  expect(() => defineCatalog("a", { Lost, Missing })).toThrow(
    /: "Missing" is an alias of Lost and a name of Missing;/,
  );
  const [first, second] = [defineCatalog("a", { Missing }), defineCatalog("b", { Unknown })];
  expect(() => mergeCatalogs("shop", first, second)).toThrow(
    /^mergeCatalogs\("shop"\): "app\.NoSuchOrder" is/,
  );
  expect(Object.keys(mergeCatalogs("shop", first, defineCatalog("c", { Missing })).faults)).toEqual([
    "Missing",
  ]);
});

test.each([
  [
    "a missing name",
    [undefined, defineCatalog("a", {})],
    /^mergeCatalogs\(\): the first argument is the catalog's name/,
  ],
  ["a catalog in the name's place", [defineCatalog("a", {})], /^mergeCatalogs\(\): the first argument/],
  [
    "faults without a catalog",
    ["x", { NotFound }],
    /^mergeCatalogs\("x"\): argument 2 is a catalog, made by defineCatalog\(\)/,
  ],
  ["an array of catalogs", ["x", [defineCatalog("a", {})]], /argument 2 is a catalog.*; it is an array$/],
])("%s is refused", (_, given, message) => {
  expect(() => Reflect.apply(mergeCatalogs, undefined, given)).toThrow(TypeError);
  expect(() => Reflect.apply(mergeCatalogs, undefined, given)).toThrow(message);
});
