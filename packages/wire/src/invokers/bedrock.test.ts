import { expect, test } from "vitest";
import { decodeBedrock } from "./bedrock.ts";

const answer = (response: unknown) => ({ messageVersion: "1.0", response });
const responseBody = { TEXT: { body: "no seat" } };

test.each([
  ["a function", { functionResponse: { responseState: "FAILURE", responseBody } }, "FAILURE", undefined],
  [
    "one that asks again",
    { functionResponse: { responseState: "REPROMPT", responseBody } },
    "REPROMPT",
    undefined,
  ],
  ["an operation, by its status", { httpStatusCode: 404, responseBody }, undefined, 404],
  ["an operation, by both", { httpStatusCode: 404, responseState: "FAILURE", responseBody }, "FAILURE", 404],
  [
    "a function that has a status of success",
    { httpStatusCode: 200, responseState: "FAILURE", responseBody },
    "FAILURE",
    undefined,
  ],
])("the failure of %s is read with its message", (_what, response, errorType, status) => {
  const payload = answer(response);
  expect(decodeBedrock(payload)).toEqual({
    ...{ wire: "bedrock", payload, message: "no seat", execution: "started", errorType, status },
  });
});

test.each([[undefined], [{}], [{ TEXT: "no seat" }], [{ TEXT: { body: 7 } }], ["no seat"]])(
  "a failure without a text has no message: %j",
  (body) => {
    const read = decodeBedrock(answer({ httpStatusCode: 500, responseBody: body }));
    expect(read).toMatchObject({ status: 500, message: undefined });
  },
);

test("an answer without a state and without an error's status is a success", () => {
  for (const value of [
    ...[answer({ httpStatusCode: 200, responseBody }), answer({ functionResponse: { responseBody } })],
    ...[answer({ functionResponse: "text" }), answer(null), { response: { responseState: "FAILURE" } }, null],
  ])
    expect(decodeBedrock(value)).toBeUndefined();
});
