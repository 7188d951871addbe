import { parseResponse } from "@faultwire/caller";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Candidate } from "../measuring/compare.ts";
import { context, event } from "./event.ts";
import { Orders } from "./faults.ts";
import { wrapped } from "./proxy-error.ts";

/* Responses of `fetch`, without a network: what reading them adds to reading their bodies. */

// The answer of wrapHandler to an HTTP API.
const { statusCode, headers, body } = (await wrapped(event, context)) as APIGatewayProxyStructuredResultV2;
const failed = () =>
  new Response(body, { status: statusCode ?? 0, headers: headers as Record<string, string> });
const succeeded = () => Response.json({ orderId: "o-1", lines: ["a", "b"] });

export const failedResponse: readonly Candidate[] = [
  { name: "an error: `text()` and `JSON.parse`", run: async () => JSON.parse(await failed().text()) },
  {
    name: "the same and `new Error` (limit)",
    run: async () => [JSON.parse(await failed().text()), new Error("no order")],
  },
  { name: "`parseResponse`", run: () => parseResponse(failed(), Orders) },
];

export const succeededResponse: readonly Candidate[] = [
  { name: "a success: `json()`", run: () => succeeded().json() },
  {
    name: "`parseResponse`, then `json()`",
    run: async () => {
      const response = succeeded();
      return (await parseResponse(response, Orders)) ?? response.json();
    },
  },
];
