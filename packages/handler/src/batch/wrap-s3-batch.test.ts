import { defineCatalog, fault } from "@faultwire/catalog";
import { expect, test, vi } from "vitest";
import { wrapS3Batch } from "./wrap-s3-batch.ts";

class Locked extends fault("Locked", { status: 423, message: "locked" }) {}
class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const throws = defineCatalog("objects", { Locked, Busy });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

test("each task has its result: only a declared fault rules out another attempt", async () => {
  const results: Record<string, () => unknown> = {
    text: () => "tagged",
    nothing: () => undefined,
    permanent: () => Promise.reject(new Locked()),
    retryable: () => Promise.reject(new Busy()),
    undeclared: () => Promise.reject(new TypeError("t")),
  };
  const handler = wrapS3Batch(({ taskId }: { taskId: string }) => results[taskId]?.(), {
    ...{ throws, log: () => undefined },
  });
  const tasks = Object.keys(results).map((taskId) => ({ taskId }));
  const job = { invocationSchemaVersion: "1.0", invocationId: "i-1", tasks };
  expect(await handler(job, context)).toEqual({
    ...{ invocationSchemaVersion: "1.0", invocationId: "i-1", treatMissingKeysAs: "TemporaryFailure" },
    results: [
      { taskId: "text", resultCode: "Succeeded", resultString: "tagged" },
      { taskId: "nothing", resultCode: "Succeeded", resultString: "" },
      { taskId: "permanent", resultCode: "PermanentFailure", resultString: "Locked: locked" },
      { taskId: "retryable", resultCode: "TemporaryFailure", resultString: "Busy: busy" },
      { taskId: "undeclared", resultCode: "TemporaryFailure", resultString: "TypeError: t" },
    ],
  });
});

test("an event with anything among its tasks that is not one is refused before any task is handled", async () => {
  const handle = vi.fn();
  const event = { invocationSchemaVersion: "1.0", invocationId: "i-1", tasks: [{ taskId: "a" }, null] };
  await expect(wrapS3Batch(handle, { throws })(event as never, context)).rejects.toThrow(
    "wrapS3Batch(): the event is not of S3 Batch Operations: it has no list of tasks",
  );
  expect(handle).not.toHaveBeenCalled();
});
