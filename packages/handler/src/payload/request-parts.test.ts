import { expect, test } from "vitest";
import { readHeaders, readPath, readQuery } from "./request-parts.ts";

/* Events as API Gateway and Function URLs send them: captured 2026-07-10 (github.com/hotsock/voker 59c7289). */

test.each([
  ["a REST API, which encodes them", { pathParameters: { proxy: "a%20b/c%2Bd" } }, { proxy: "a b/c+d" }],
  [
    "an HTTP API, which does not",
    { version: "2.0", pathParameters: { id: "50%25 off" } },
    { id: "50%25 off" },
  ],
  ["an HTTP API in format 1.0", { version: "1.0", pathParameters: { id: "a%20b" } }, { id: "a%20b" }],
  ["a REST API with a stray percent sign", { pathParameters: { id: "100%" } }, { id: "100%" }],
  ["a request without any", { pathParameters: null }, {}],
])("path parameters are decoded once: %s", (_, event, path) => {
  expect(readPath(event)).toEqual(path);
});

test("cookies are read once, though a Function URL has them in its headers and apart", () => {
  const cookies = ["session=abc123", "theme=dark"];
  const cookie = "session=abc123; theme=dark";
  expect(readHeaders({ headers: { cookie }, cookies })).toEqual({ cookie });
  expect(readHeaders({ headers: {}, cookies })).toEqual({ cookie });
});

test("the query of an ALB is decoded, each name of several by itself", () => {
  const queryStringParameters = { name: "a%26b", page: "2+3" };
  expect(readQuery({ requestContext: { elb: {} }, queryStringParameters })).toEqual({
    name: "a&b",
    page: "2 3",
  });
});
