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

test.each([
  ["tenantId", "TenantId", "x-amz-tenant-id"],
  ["durableExecutionName", "DurableExecutionName", "x-amz-durable-execution-name"],
])(
  "an SDK that does not know %s, as an old one, sends nothing, and the call says what to install",
  async (option, member, header) => {
    await using service = await misbehavingService();
    service.behave(answer("1"));
    const client = new LambdaClient(service.client);
    client.middlewareStack.add(
      (next) => async (args) => {
        // Its types are those of every step.
        delete (args.request as { headers: Record<string, string> }).headers[header];
        return next(args);
      },
      { step: "build", priority: "low" },
    );
    for (const sdkRetries of [false, true]) {
      const call = createCaller({
        client,
        functionName: "f",
        faults: { name: "none", faults: {} },
        sdkRetries,
      });
      const refused = call({}, { [option]: "one" });
      await expect(refused).rejects.toBeInstanceOf(TypeError);
      await expect(refused).rejects.toThrow(
        `calling f: this version of @aws-sdk/client-lambda does not send ${member}; install a later one`,
      );
      expect(service.requests).toHaveLength(0);
      expect(await call({})).toBe(1);
      service.requests.length = 0;
    }
    client.destroy();
  },
);
