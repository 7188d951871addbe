import type { WireError } from "@faultwire/wire";
import { expect, test } from "vitest";
import { z } from "zod";
import { fault } from "../declare-fault.ts";
import { defineCatalog } from "../define-catalog.ts";
import { MalformedFault } from "../families.ts";
import { toFault } from "./to-fault.ts";

class NotFound extends fault("NotFound", { details: z.object({ id: z.string() }), message: "m" }) {}
class Perhaps extends fault("Perhaps", { details: z.object({ id: z.string() }).optional(), message: "m" }) {}
class Down extends fault("Down", { message: "m" }) {}
const Faults = defineCatalog("faults", { NotFound, Perhaps, Down });
const received = (errorType: string, more: Partial<WireError> = {}) =>
  toFault({ wire: "standard", payload: "", errorType, message: "m", ...more }, Faults);

test("a fault that should have details and has none names the likely reasons", () => {
  const malformed = received("NotFound");
  expect(malformed).toBeInstanceOf(MalformedFault);
  expect(malformed).toMatchObject({
    declared: NotFound,
    issues:
      'no details came, and NotFound is declared with some: likely the function does not list NotFound in its "throws", its handler is not wrapped, or it is written in another language',
  });
});

test("a wire without details is the reason where it has none", () => {
  expect(received("NotFound", { wire: "s3-batch" })).toMatchObject({
    issues:
      "no details came, and NotFound is declared with some: the wire s3-batch carries a name and a message only",
  });
});

test("details that came and do not fit are explained by the schema", () => {
  expect(received("NotFound", { details: { id: 7 } })).toMatchObject({
    issues: expect.stringMatching(/^id: .*string/),
  });
});

test("a fault that may be without details is itself", () => {
  expect(received("Perhaps")).toBeInstanceOf(Perhaps);
  expect(received("Down")).toBeInstanceOf(Down);
});
