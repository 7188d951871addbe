import type { InvokeProgram } from "./invoke-program.ts";

/** Exchanges that really fail, by the name of the error. */
export const CONNECTION_PROGRAMS: Readonly<Record<string, InvokeProgram>> = {
  ECONNREFUSED: {
    before: ["// Nothing listens there."],
    client: 'new LambdaClient({ ...lambda.client, endpoint: "http://127.0.0.1:1" })',
  },
  ECONNRESET: { inject: '"reset"' },
  ETIMEDOUT: {
    client: `new LambdaClient({
  ...lambda.client,
  requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
})`,
    inject: "{ delay: 5000 }",
  },
  AbortError: {
    call: `const signal = AbortSignal.timeout(200);
const { fault } = await callOrders.safe({ orderId: "o-1" }, { signal });`,
    inject: "{ delay: 5000 }",
  },
};

/** The reason for all others. */
export const CONNECTION_REASON =
  "It happens in the network, before anything reaches local, or between the two.";
