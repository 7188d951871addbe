import { describe, expect, test } from "vitest";
import { fitDetails } from "./dropped-details.ts";
import { decodeFault, encodeFault } from "./fault-json.ts";
import { decodeMembers, encodeMembers, MEMBER_NAMES } from "./fault-members.ts";
import { encodeCustom } from "./function-error/custom.ts";
import { decodeDetailsLine, encodeDetailsLine } from "./function-error/details-line.ts";
import { decodeDocument, encodeDocument } from "./function-error/document.ts";
import { decodeStandard } from "./function-error/standard.ts";
import { decodeHttp } from "./http/http.ts";
import { encodeProxy } from "./http/proxy.ts";

const members = { details: { dropped: 1 }, status: 429, retryable: true, retryAfter: 5 };
const fault = { errorType: "Busy", message: "busy", ...members };
const whole = (details: unknown) =>
  fitDetails(
    details,
    (encoded) => encoded,
    () => true,
  );

describe("the members of a fault", () => {
  test("come back as they went, also details that look like a note of what was dropped", () => {
    const json = JSON.parse(JSON.stringify(encodeMembers(fault, whole(fault.details))));
    expect(Object.keys(json)).toEqual(MEMBER_NAMES);
    expect(decodeMembers(json)).toStrictEqual(members);
  });

  test("keep details that only look a little like the note, and none of a fault without any", () => {
    for (const details of [{ dropped: "text" }, { dropped: 3, row: 7 }, { dropped: null }]) {
      expect(whole(details)).toStrictEqual({ details });
      expect(decodeMembers({ details })).toStrictEqual({ details });
    }
    const tooLarge = fitDetails(
      undefined,
      (encoded) => encoded,
      () => false,
    );
    expect(tooLarge).toStrictEqual({ details: undefined });
  });

  test("are left out where they are absent or malformed", () => {
    expect(encodeMembers({})).toStrictEqual({});
    for (const malformed of [
      { status: 200, retryable: "yes", retryAfter: -1 },
      { status: 600, retryAfter: "5" },
      { status: 399, retryAfter: 2 ** 53 },
      { status: "404", retryAfter: null },
    ])
      expect(decodeMembers(malformed)).toStrictEqual({});
    const ends = { status: 599, retryAfter: Number.MAX_SAFE_INTEGER };
    expect(decodeMembers(ends)).toStrictEqual(ends);
    const least = { status: 400, retryAfter: 0 };
    expect(decodeMembers(least)).toStrictEqual(least);
  });

  test("have no word on retries if the fault is a callee's that is passed on: it would be a promise", () => {
    const passedOn = { ...fault, isPassedOn: true };
    const { retryable: _, ...carried } = members;
    expect(decodeMembers(JSON.parse(JSON.stringify(encodeMembers(passedOn, whole(fault.details)))))).toEqual(
      carried,
    );
    expect(decodeDetailsLine(encodeDetailsLine(passedOn, "shop"))).not.toHaveProperty("retryable");
    expect(decodeDocument(encodeDocument(passedOn, ""))).not.toHaveProperty("retryable");
  });

  test("are the same on every wire that has them", () => {
    const { retryable: _, ...carried } = members;
    const frame = {
      status: 200,
      headers: {},
      body: encodeProxy(fault, "websocket", { requestId: "r-1" }).body,
    };
    const custom = JSON.stringify({ errorType: "string", errorMessage: encodeCustom(fault, "r-1") });
    expect(decodeDetailsLine(encodeDetailsLine(fault, "shop"))).toMatchObject(members);
    expect(decodeDocument(encodeDocument(fault, ""))).toMatchObject(members);
    expect(decodeFault(encodeFault({ ...fault, name: "Busy", category: "function" }))).toMatchObject(members);
    expect(decodeStandard(custom).embedded).toMatchObject(carried);
    expect(decodeHttp(frame)).toMatchObject(carried);
  });
});
