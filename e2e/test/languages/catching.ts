import { describe, expect, test } from "vitest";
import { OUT_OF_STOCK } from "../functions/shop.ts";
import type { Running } from "./program.ts";
import type { Made } from "./raising.ts";
import { names, read } from "./vectors.ts";

const { next, lines, address, message, ...others } = OUT_OF_STOCK;
/** The members of the exception as the function returns them. */
const DETAILS = {
  ...others,
  next: next.toISOString().replace("Z", "+00:00"),
  lines: lines.map(({ sku, count = null }) => [sku, count]),
  address: [address.street, address.zip],
  shipTo: null,
  message,
};

/** The tests of a function called `catching` of any language: what a TypeScript function throws is caught there. */
export function testCatching(running: () => Running): void {
  const caught = (event: object) => running().invoke("catching", event);
  const urlOf = (path: string, fault: string) => ({
    url: `${running().lambda.url("shop", `/${path}`)}?fault=${fault}`,
  });

  describe("what a TypeScript function throws is caught typed", () => {
    test.each(["plain", "custom"])("by a direct invocation, on the wire %s", async (how) => {
      const by = (fault: string) => caught({ how, fault });
      expect(await by("OutOfStock")).toEqual({
        ...{ caught: "OutOfStock", errorType: "OutOfStock", message: "Out of stock", details: DETAILS },
        ...{ status: 409, retryable: true, retryAfter: 30 },
      });
      expect(await by("OrderNotFound")).toMatchObject({
        ...{ caught: "OrderNotFound", details: { orderId: "o-1" }, message: "Order o-1 was not found" },
        ...{ status: 404, retryable: false, retryAfter: null },
      });
      expect(await by("Declined")).toMatchObject({ caught: "Declined", details: { funds: 1.5 } });
      expect(await by("Note")).toMatchObject({ caught: "Note", details: "why" });
      expect(await by("Bare")).toMatchObject({ caught: "Note", details: null });
      expect(await by("Closed")).toMatchObject({
        caught: "Closed",
        message: 'The "shop" is \\ closed: "é" 😀',
      });
      expect(await by("Undeclared")).toMatchObject({ caught: "Undeclared" });
      expect(await by("none")).toEqual({ caught: null });
    });

    test.each(["plain", "problem", "members"])("over HTTP with the body %s", async (path) => {
      const by = (fault: string) => caught(urlOf(path, fault));
      expect(await by("OutOfStock")).toMatchObject({
        ...{ caught: "OutOfStock", errorType: "OutOfStock", message: "Out of stock", details: DETAILS },
        ...{ status: 409, retryAfter: 30 },
      });
      expect(await by("OrderNotFound")).toMatchObject({
        caught: "OrderNotFound",
        details: { orderId: "o-1" },
      });
      expect(await by("Declined")).toMatchObject({ caught: "Declined", details: { funds: 1.5 } });
      expect(await by("Note")).toMatchObject({ caught: "Note", details: "why" });
      expect(await by("Closed")).toMatchObject({ caught: "Closed", status: 503 });
      expect(await by("Undeclared")).toMatchObject({
        caught: "Undeclared",
        errorType: "InternalFailure",
        status: 500,
      });
      expect(await by("none")).toEqual({ caught: null });
    });
  });
}

/** The tests that a program of any language finds in the specification's vectors what is in them. */
export function testRead(made: () => Pick<Made, "read" | "names">): void {
  test.each(read.map((vector, index) => [vector.title, vector.received, index] as const))(
    "the vector is read: %s",
    (_, received, index) => {
      expect(made().read[index]).toEqual(received);
    },
  );
  test.each(names.map((vector, index) => [vector.title, vector, index] as const))(
    "the vector of names is read: %s",
    (_, { sent, fault }, index) => {
      const [type, errorType, message] = Object(made().names[index]);
      expect({ type, errorType, message }).toEqual({
        type: fault ?? "Undeclared",
        errorType: fault ?? sent.errorType,
        message: "m",
      });
    },
  );
}
