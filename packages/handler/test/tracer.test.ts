import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { wrapHandler } from "@faultwire/handler";
import { powertoolsTracer } from "@faultwire/handler/powertools";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Deployed, deploy } from "./deployed.ts";
import { options } from "./functions/faults.ts";

/** In place of the X-Ray daemon. */
const daemon = createSocket("udp4");
let deployed: Deployed;

beforeAll(async () => {
  daemon.bind(0, "127.0.0.1");
  await once(daemon, "listening");
  const { port } = daemon.address() as AddressInfo;
  deployed = await deploy(
    { middied: "traced.middied", segmented: "traced.segmented" },
    // The X-Ray SDK then reads the trace from the environment, where the function can have it sampled.
    { AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${port}`, AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: "1" },
  );
});
afterAll(async () => {
  await deployed[Symbol.asyncDispose]();
  daemon.close();
});

/** The segment that the X-Ray daemon gets of one call. */
async function segmentOf(name: string, event: object) {
  const message = once(daemon, "message");
  await deployed.invoke(name, event);
  const [, segment = ""] = String((await message)[0]).split("\n");
  return JSON.parse(segment);
}

const http = { version: "2.0", requestContext: { http: { method: "POST" } } };

describe("Powertools' Tracer", () => {
  test("annotates the segment that its Middy middleware opens", async () => {
    const { annotations, fault } = await segmentOf("middied", { throw: "declared" });
    expect(annotations).toMatchObject({ Service: "shop", ErrorType: "OrderNotFound" });
    expect(fault).toBe(true);
  });

  test("adds the error itself if it is the function's failure, with everything that callers do not get", async () => {
    const { annotations, fault, cause } = await segmentOf("segmented", { ...http, throw: "undeclared" });
    expect(annotations).toEqual({ ErrorType: "InternalFailure" });
    expect(fault).toBe(true);
    expect(cause.exceptions).toEqual([expect.objectContaining({ type: "RangeError", message: "secret" })]);
  });

  test("adds nothing of a fault's details", async () => {
    const segment = await segmentOf("segmented", { ...http, throw: "with a card" });
    expect(segment.cause.exceptions).toEqual([expect.objectContaining({ type: "CardRefused" })]);
    expect(JSON.stringify(segment)).not.toContain("4111");
  });

  test("adds a value that is not an error", async () => {
    const { cause } = await segmentOf("segmented", { ...http, throw: "text" });
    expect(cause.exceptions).toEqual([expect.objectContaining({ message: "secret" })]);
  });

  test("leaves a segment without fault where the client's fault is answered with a response", async () => {
    const segment = await segmentOf("segmented", { ...http, throw: "declared" });
    expect(segment.annotations).toEqual({ ErrorType: "OrderNotFound" });
    expect(segment).not.toHaveProperty("fault");
    expect(segment).not.toHaveProperty("cause");
  });
});

test("the tracer gets the type of an error as an annotation, and the error itself", async () => {
  const given: unknown[] = [];
  const onFault = powertoolsTracer({
    putAnnotation: (key, value) => given.push([key, value]),
    addErrorAsMetadata: (error) => given.push(error),
  });
  const thrown = Object.assign(new RangeError("m"), { name: "Order o-1 failed" });
  const wrapped = wrapHandler(() => Promise.reject(thrown), { ...options, onFault });
  await wrapped({}, { awsRequestId: "r-1" } as never).catch(() => undefined);
  expect(given).toEqual([["ErrorType", "Error"], thrown]);
});
