import type { Catalog, Fault } from "@faultwire/catalog";
import { type BodyFormat, wrapHandler } from "@faultwire/handler";

/** An HTTP answer as a REST API takes it. */
export interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const REST_EVENT = {
  httpMethod: "GET",
  path: "/orders",
  resource: "/orders",
  requestContext: { stage: "prod", requestId: "g-1" },
};
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

/** The answer of a wrapped handler of a REST API that throws this. */
export async function answerTo(thrown: Fault, throws: Catalog, body?: BodyFormat): Promise<Response> {
  const handler = wrapHandler(() => Promise.reject(thrown), {
    throws,
    log: () => undefined,
    ...(body && { body }),
  });
  // The event's type is a handler's own.
  return (await handler(REST_EVENT as never, context)) as unknown as Response;
}
