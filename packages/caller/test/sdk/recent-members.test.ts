import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { expect, test } from "vitest";
import { answer, misbehavingService } from "../misbehaving-service.ts";

test("a tenant and an execution's name are sent, or the call is refused: an old SDK leaves them out in silence", async () => {
  await using service = await misbehavingService();
  service.behave(answer("1"));
  const client = new LambdaClient(service.client);
  const call = createCaller({ client, functionName: "f", faults: { name: "none", faults: {} } });
  for (const [options, header] of [
    [{ tenantId: "t" }, "x-amz-tenant-id"],
    [{ durableExecutionName: "order-1" }, "x-amz-durable-execution-name"],
  ] as const) {
    service.requests.length = 0;
    const refused = await call({}, options).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const isSent = service.requests[0]?.headers[header] !== undefined;
    expect(isSent).toBe(refused === undefined);
    expect([undefined, "TypeError"]).toContain((refused as Error | undefined)?.name);
  }
  client.destroy();
});
