import { expect, test } from "vitest";
import { decodeBedrock, encodeBedrock, encodeBedrockBody } from "./bedrock.ts";

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

const fault = { errorType: "NoSeat", message: "no\nseat", status: 409, retryable: false };
const event = { messageVersion: "1.0", actionGroup: "seats", function: "reserve" };

test("a fault is written with what the model should do, and read with its details", () => {
  const sent = encodeBedrock({ ...fault, details: { row: 7 } }, event, "REPROMPT");
  const body = JSON.stringify({
    ...{ errorType: "NoSeat", message: "no seat" },
    ...{ advice: "Do not repeat the same input. Change it, or tell the user.", details: { row: 7 } },
    ...{ status: 409, retryable: false },
  });
  expect(sent).toEqual({
    messageVersion: "1.0",
    response: {
      ...{ actionGroup: "seats", function: "reserve" },
      functionResponse: { responseState: "REPROMPT", responseBody: { TEXT: { body } } },
    },
  });
  const read = {
    errorType: "NoSeat",
    message: "no seat",
    details: { row: 7 },
    status: 409,
    retryable: false,
  };
  expect(decodeBedrock(sent)).toEqual({ wire: "bedrock", payload: sent, execution: "started", ...read });
  for (const observation of [
    { actionGroupInvocationOutput: { text: body } },
    { repromptResponse: { text: body } },
  ]) {
    const trace = { orchestrationTrace: { observation } };
    expect(decodeBedrock({ trace: { trace } })).toMatchObject(read);
    expect(decodeBedrock(trace)).toMatchObject(read);
  }
});

test("a fault of an API has a status in place of a state", () => {
  const sent = encodeBedrock(fault, { ...event, apiPath: "/seats", httpMethod: "POST" }, "REPROMPT");
  expect(sent.response).toEqual({
    ...{ actionGroup: "seats", apiPath: "/seats", httpMethod: "POST", httpStatusCode: 409 },
    responseBody: { "application/json": { body: expect.stringContaining('"errorType":"NoSeat"') } },
  });
  expect(decodeBedrock(sent)).toMatchObject({ errorType: "NoSeat", status: 409 });
});

test("details that are too large, or that JSON cannot write, stay behind", () => {
  const large = encodeBedrock({ ...fault, details: "a".repeat(20_000) }, event, "FAILURE");
  expect(decodeBedrock(large)).toMatchObject({ errorType: "NoSeat", dropped: 20_002 });
  expect(decodeBedrock(encodeBedrock({ ...fault, details: 7n }, event, "FAILURE"))).toMatchObject({
    ...{ errorType: "NoSeat", status: 409 },
  });
});

test("a trace without a fault is a success", () => {
  for (const text of ["42", "{", "{}", '{"errorType":"a"}', '{"errorType":"a","message":"m"}', 7])
    expect(
      decodeBedrock({
        trace: { orchestrationTrace: { observation: { actionGroupInvocationOutput: { text } } } },
      }),
    ).toBeUndefined();
  for (const observation of [null, {}, { actionGroupInvocationOutput: null }])
    expect(decodeBedrock({ orchestrationTrace: { observation } })).toBeUndefined();
  expect(decodeBedrock({ trace: 7 })).toBeUndefined();
});

test("a body of a success has neither a state nor the status of an error", () => {
  const sent = encodeBedrockBody("42", event);
  expect(sent.response.functionResponse).toEqual({ responseBody: { TEXT: { body: "42" } } });
  expect(decodeBedrock(sent)).toBeUndefined();
});
