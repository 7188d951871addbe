import { expect, test } from "vitest";
import { isProblemDetails } from "./problem-details.ts";

test.each([
  [{ title: "NoSeat", detail: "row 7", errorType: "NoSeat" }, true],
  [{ title: "NoSeat", detail: "", errorType: "NoSeat", status: 409 }, true],
  [{ title: "No seat", detail: "row 7", errorType: "NoSeat" }, false],
  [{ detail: "row 7", errorType: "NoSeat" }, false],
  [{ title: "NoSeat", errorType: "NoSeat" }, false],
  [{ title: "NoSeat", detail: { row: 7 }, errorType: "NoSeat" }, false],
  [{ title: "NoSeat", detail: "row 7" }, false],
  [{ title: 7, detail: "row 7", errorType: 7 }, false],
  [{ detail: "row 7" }, false],
  [{}, false],
])("%j is problem details of a fault: %s", (body, isOurs) => {
  expect(isProblemDetails(body)).toBe(isOurs);
});
