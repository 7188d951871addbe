import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

/* The vectors of the specification, and a catalog with the faults that are in them, for programs of other languages. */

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.any(),
  message: "m",
  aliases: ["errors.NoSuchOrder"],
}) {}
class Closed extends fault("Closed", { status: 503, message: "m" }) {}
class Busy extends fault("Busy", { status: 429, message: "m" }) {}
class ExitError extends fault("ExitError", { message: "m" }) {}
/** A name that only some languages can have for a class. */
export const ODD = "a_Z.9$-x";
class Odd extends fault(ODD, { status: 404, details: z.any(), message: "m" }) {}

export const PlainVectors = defineCatalog("vectors", { OrderNotFound, Closed, Busy, ExitError });
/** The same, whose details are always there, so that they can be null. */
class Found extends fault("OrderNotFound", { status: 404, details: z.json(), message: "m" }) {}
export const StrictVectors = defineCatalog("vectors", { ...PlainVectors.faults, OrderNotFound: Found });
export const Vectors = defineCatalog("vectors", { ...PlainVectors.faults, [ODD]: Odd });

/** A vector: a fault that is written as `sent`, or a payload alone, and the members that a reader finds in it. */
export interface Vector {
  readonly title: string;
  readonly fault?: { readonly errorType: string };
  readonly requestId?: string;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly received: Readonly<Record<string, unknown>> | null;
}

/** A vector of the names that are found. */
export interface NameVector {
  readonly title: string;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly fault: string | null;
}

function vectorsOf(file: string) {
  const path = join(import.meta.dirname, `../../../spec/vectors/${file}.json`);
  return JSON.parse(readFileSync(path, "utf8")).vectors;
}

/** Those of the custom error object, which runtimes can send whose stacks are their own. */
export const written: readonly Vector[] = vectorsOf("custom-object").filter(
  (vector: Vector) => vector.fault !== undefined,
);
export const read: readonly Vector[] = [
  ...["custom-object", "details-line", "stream-end", "http"].flatMap((file) =>
    vectorsOf(file).map((vector: Vector) => ({ ...vector, title: `${file}: ${vector.title}` })),
  ),
];
export const names: readonly NameVector[] = vectorsOf("names");
