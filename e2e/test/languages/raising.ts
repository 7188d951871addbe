import { MalformedFault, Undeclared } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { Closed, Declined, Note, OrderNotFound, OUT_OF_STOCK, OutOfStock } from "../functions/shop.ts";
import type { Running } from "./program.ts";
import { type Vector, written } from "./vectors.ts";

/** The tests of a function called `raising` of any language: what it raises is caught here. */
export function testRaising(running: () => Running): void {
  const caught = (fault: string) => running().catchOf("raising", { fault });

  describe("what a function raises is caught typed", () => {
    test("with details of every kind", async () => {
      const fault = await caught("OutOfStock");
      expect(fault).toBeInstanceOf(OutOfStock);
      expect(fault).toMatchObject({ message: "Out of stock", status: 409, retryable: true, retryAfter: 30 });
      expect((fault as OutOfStock).details).toEqual(OUT_OF_STOCK);
      expect(await caught("OrderNotFound")).toEqual(new OrderNotFound({ orderId: "o-1" }));
      expect(await caught("Declined")).toEqual(new Declined({ funds: 1.5 }));
      expect(await caught("Note")).toEqual(new Note("why"));
    });

    test("without details", async () => {
      expect(await caught("Closed")).toEqual(new Closed());
      const bare = await caught("Bare");
      expect(bare).toBeInstanceOf(Note);
      expect(bare).toMatchObject({ message: "no more" });
      expect((bare as Note).details).toBeUndefined();
    });

    test("and what is not a fault, or is too large, is not", async () => {
      expect(await caught("Other")).toBeInstanceOf(Undeclared);
      const large = await caught("Large");
      expect(large).toBeInstanceOf(MalformedFault);
      expect(large).toMatchObject({
        declared: Note,
        issues: "30002 bytes of details were too large for the wire",
      });
    });
  });
}

/** The vectors as a program made them. */
export interface Made {
  readonly written: readonly unknown[];
  readonly read: readonly unknown[];
  readonly names: readonly unknown[];
}

/** The test that a program of any language writes the bytes of the specification's vectors. */
export function testWritten(made: () => Pick<Made, "written">, vectors: readonly Vector[] = written): void {
  test.each(vectors.map((vector, index) => [vector.title, vector.sent, index] as const))(
    "the vector of the custom object is written: %s",
    (_, { errorMessage }, index) => {
      expect(made().written[index]).toMatchObject({ errorMessage });
    },
  );
}
