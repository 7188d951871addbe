import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

/* Faults whose names, members and texts are words, signs or nothing at all in other languages. */

const MEMBERS = [
  "class",
  "def",
  "a-b",
  "a_b",
  "aB",
  "1st",
  "",
  "größe",
  "message",
  "self",
  "details",
  "getClass",
];
const odd = z
  .object(Object.fromEntries(MEMBERS.map((name) => [name, z.string()])))
  .describe('*/ """ \\u000a #{x} --> \u202e');

class OddMembers extends fault("OddMembers", {
  details: odd,
  message: '*/ """ \\u000a #{x} $y <b> & \u2028\u202e 😀 %s {}',
}) {}
interface Node {
  readonly value: number;
  readonly children?: readonly Node[] | undefined;
  readonly last: [string, number] | null;
}
const node: z.ZodType<Node> = z.object({
  value: z.number().describe('"""'),
  get children() {
    return z.array(node).optional();
  },
  last: z.tuple([z.string(), z.number()]).nullable(),
});
class Tree extends fault("Tree", { details: node, message: "m" }) {}

/** Faults that every language can have. */
export const Odd = defineCatalog("2 odd */", { OddMembers, Tree });

/** The details of the fault with odd members that every program makes: of each member its number. */
export const ODD_DETAILS = Object.fromEntries(MEMBERS.map((name, index) => [name, String(index)]));

class Lower extends fault("class", { message: "m" }) {}
class Dotted extends fault("a.b-c", { message: "m" }) {}
class Dollar extends fault("Broken$Set", { details: z.object({ id: z.string() }), message: "m" }) {}
class Thrown extends fault("Exception", { message: "m" }) {}

/** Faults whose names only some languages can have. */
export const OddNames = defineCatalog("odd names", {
  class: Lower,
  "a.b-c": Dotted,
  Broken$Set: Dollar,
  Exception: Thrown,
});
