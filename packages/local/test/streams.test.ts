import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { startGate } from "./gate.ts";

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      stream: { handler: "streaming.handler", timeout: 60, aliases: { live: "1" } },
      hasty: { handler: "streaming.handler", timeout: 1 },
      buffered: "scripted.handler",
      broken: "broken.handler",
      closed: { handler: "streaming.handler", reservedConcurrency: 0 },
    },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

/** Reads a stream: its chunks and its end. `onChunk` is waited for before more is read. */
async function stream(
  FunctionName: string,
  event: unknown,
  {
    onChunk,
    ...more
  }: Partial<InvokeWithResponseStreamCommandInput> & { readonly onChunk?: () => Promise<void> } = {},
) {
  const output = await client.send(
    new InvokeWithResponseStreamCommand({ FunctionName, Payload: JSON.stringify(event), ...more }),
  );
  const chunks: string[] = [];
  let end: {
    ErrorCode?: string | undefined;
    ErrorDetails?: string | undefined;
    LogResult?: string | undefined;
  } = {};
  for await (const { PayloadChunk, InvokeComplete } of output.EventStream ?? []) {
    if (PayloadChunk) {
      chunks.push(Buffer.from(PayloadChunk.Payload ?? []).toString());
      await onChunk?.();
    }
    if (InvokeComplete) end = InvokeComplete;
  }
  return { output, chunks, end };
}

describe("InvokeWithResponseStream, through the SDK", () => {
  test("passes on what a streaming handler writes, as it writes it, and ends", async () => {
    await using gate = await startGate();
    // The handler goes on once its chunk has been read.
    const onChunk = async () => {
      await gate.arrivals(1);
      gate.open();
    };
    const event = { write: ["one", "two"], waitFor: gate.url };
    const { output, chunks, end } = await stream("stream", event, { onChunk });
    expect(output).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      ResponseStreamContentType: "application/vnd.amazon.eventstream",
    });
    expect(chunks).toEqual(["one", "two"]);
    expect(end).toEqual({});
  });

  test("gives what a handler returned in one chunk", async () => {
    const { chunks, end } = await stream("buffered", { return: { a: "é😀" } });
    expect(chunks).toEqual(['{"a":"é😀"}']);
    expect(end).toEqual({});
  });

  test("reports an error after the first chunk in its end, with the runtime's own payload", async () => {
    const { chunks, end } = await stream("stream", { write: ["one"], throw: "half-way" });
    expect(chunks).toEqual(["one"]);
    expect(end.ErrorCode).toBe("Unhandled");
    expect(end.ErrorDetails).toMatch(/^\{"errorType":"TypeError","errorMessage":"half-way","trace":\["/);
  });

  test("tells an error before any chunk in its end, whatever the handler is", async () => {
    for (const name of ["stream", "buffered"]) {
      const { chunks, end } = await stream(name, {
        throw: name === "stream" ? "at once" : { name: "TypeError", message: "at once" },
      });
      expect(chunks).toEqual([]);
      expect(end).toMatchObject({ ErrorCode: "Unhandled" });
      expect(JSON.parse(end.ErrorDetails ?? "")).toMatchObject({
        errorType: "TypeError",
        errorMessage: "at once",
      });
    }
  });

  test("tells a time-out, an exit and a module that cannot start in its end", async () => {
    const errorOf = async (name: string, event: object) => {
      const { chunks, end } = await stream(name, event);
      return { chunks, errorType: JSON.parse(end.ErrorDetails ?? "").errorType };
    };
    expect(await errorOf("hasty", { write: ["one"], sleep: 60_000 })).toEqual({
      chunks: ["one"],
      errorType: "Sandbox.Timedout",
    });
    expect(await errorOf("stream", { write: ["one"], exit: 1 })).toEqual({
      chunks: ["one"],
      errorType: "Runtime.ExitError",
    });
    expect(await errorOf("broken", {})).toEqual({ chunks: [], errorType: "TypeError" });
  });

  test("gives the end of the log in its end", async () => {
    const { end } = await stream("stream", { write: ["one"] }, { LogType: "Tail" });
    expect(Buffer.from(end.LogResult ?? "", "base64").toString()).toMatch(/^START RequestId: [\s\S]+REPORT /);
  });

  test("answers a dry run with 204 and an alias with its version", async () => {
    const before = lambda.runs("stream").length;
    const { output } = await stream("stream", {}, { InvocationType: "DryRun" });
    expect(output.StatusCode).toBe(204);
    expect(lambda.runs("stream")).toHaveLength(before);
    expect((await stream("stream", {}, { Qualifier: "live" })).output.ExecutedVersion).toBe("1");
  });

  test("refuses what Invoke refuses, before a stream begins", async () => {
    await expect(stream("nope", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(stream("stream", {}, { Payload: "x" })).rejects.toMatchObject({
      name: "InvalidRequestContentException",
    });
    await expect(stream("closed", {})).rejects.toMatchObject({ name: "TooManyRequestsException" });
    await expect(stream("stream", {}, { InvocationType: "Event" as "DryRun" })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("enum value set: [DryRun, RequestResponse]"),
    });
  });

  test("records a run with all that was streamed", async () => {
    await stream("stream", { write: ["a", "b", "c"] });
    expect(lambda.runs("stream").at(-1)).toMatchObject({ outcome: "returned", answer: "abc" });
  });

  test("streams more than Invoke may answer", async () => {
    const { chunks } = await stream("stream", { megabytes: 8 });
    expect(chunks.join("")).toHaveLength(8 * 1024 * 1024);
  });
});

describe("Invoke of a streaming handler", () => {
  const invoke = async (event: unknown) => {
    const output = await client.send(
      new InvokeCommand({ FunctionName: "stream", Payload: JSON.stringify(event) }),
    );
    return { ...output, text: Buffer.from(output.Payload ?? []).toString() };
  };

  test("answers with all that was streamed", async () => {
    expect(await invoke({ write: ["one ", "two"] })).toMatchObject({ text: "one two" });
  });

  test("is a function error where the stream ends in one", async () => {
    const { FunctionError, text } = await invoke({ write: ["one"], throw: "half-way" });
    expect(FunctionError).toBe("Unhandled");
    expect(JSON.parse(text)).toMatchObject({ errorType: "TypeError", errorMessage: "half-way" });
  });

  test("is a function error where the stream is over the limit of an answer", async () => {
    const { text } = await invoke({ megabytes: 7 });
    expect(JSON.parse(text).errorType).toBe("Function.ResponseSizeTooLarge");
  });
});
