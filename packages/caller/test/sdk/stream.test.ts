import { runInNewContext } from "node:vm";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, fault } from "@faultwire/catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  hang,
  type MisbehavingService,
  misbehavingService,
  refuse,
  streamEvent,
  streamException,
  streamed,
} from "../misbehaving-service.ts";

class SoldOut extends fault("SoldOut", {
  details: z.object({ sku: z.string() }),
  message: ({ sku }) => `no ${sku}`,
}) {}
const faults = defineCatalog("shop", { SoldOut });
let service: MisbehavingService;
let client: LambdaClient;

beforeAll(async () => {
  service = await misbehavingService();
  client = new LambdaClient(service.client);
});
afterAll(async () => {
  client.destroy();
  await service[Symbol.asyncDispose]();
});

const call = () => createCaller({ client, functionName: "f", faults });

/** Collects the chunks of a stream, and its error. */
async function collect(chunks: AsyncIterable<Uint8Array>): Promise<{ text: string; thrown: unknown }> {
  let text = "";
  try {
    for await (const chunk of chunks) text += new TextDecoder().decode(chunk);
    return { text, thrown: undefined };
  } catch (thrown) {
    return { text, thrown };
  }
}

const chunks = [streamEvent("PayloadChunk", "a"), streamEvent("PayloadChunk", "b")];
const complete = (members: object) => streamEvent("InvokeComplete", JSON.stringify(members));
const payload = JSON.stringify({
  errorType: "SoldOut",
  errorMessage: "no s-1",
  trace: ["SoldOut: no s-1", '[faultwire:1] {"catalog":"shop","details":{"sku":"s-1"}}'],
});

describe("a stream", () => {
  test("yields what the function streams", async () => {
    service.behave(streamed([...chunks, complete({})]));
    expect(await collect(call().stream({}))).toEqual({ text: "ab", thrown: undefined });
  });

  test("an exception event whose error is of another realm was not an error of the service", async () => {
    const mocked = new LambdaClient(service.client);
    const foreign = runInNewContext(
      'Object.assign(new Error("busy"), { name: "ServiceException", $fault: "server" })',
    );
    // The response is the client's own; only the frames are replaced, as Jest's realms would.
    mocked.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        // biome-ignore lint/correctness/useYield: it ends before the first frame.
        const frames = async function* () {
          throw foreign;
        };
        return { ...result, output: { ...result.output, EventStream: frames() } };
      },
      { step: "initialize" },
    );
    service.behave(streamed([complete({})]));
    const caller = createCaller({ client: mocked, functionName: "f", faults });
    expect((await collect(caller.stream({}))).thrown).toMatchObject({
      ...{ name: "ServiceFault", errorType: "ServiceException", message: "busy", execution: "started" },
      origin: { wire: "event-stream" },
    });
    mocked.destroy();
  });

  test("throws the typed fault of its last event, after what came before it", async () => {
    const LogResult = Buffer.from("END").toString("base64");
    service.behave(
      streamed([...chunks, complete({ ErrorCode: "SoldOut", ErrorDetails: payload, LogResult })]),
    );
    const { text, thrown } = await collect(call().stream({}));
    expect(text).toBe("ab");
    expect(thrown).toBeInstanceOf(SoldOut);
    expect(thrown).toMatchObject({
      details: { sku: "s-1" },
      execution: "started",
      origin: { wire: "event-stream", requestId: "r-1", functionName: "f", logTail: "END" },
    });
    expect((thrown as Error).stack?.split("\n")[1]).toContain("stream.test.ts");
  });

  test("keeps details that are not JSON as the message", async () => {
    service.behave(streamed([complete({ ErrorCode: "Runtime.ExitError", ErrorDetails: "exit status 1" })]));
    expect((await collect(call().stream({}))).thrown).toMatchObject({
      name: "RuntimeFault",
      errorType: "Runtime.ExitError",
      message: "exit status 1",
    });
  });

  test("throws the fault of its end, though another event follows", async () => {
    service.behave(streamed([complete({ ErrorCode: "SoldOut", ErrorDetails: payload }), ...chunks]));
    expect(await collect(call().stream({}))).toMatchObject({ text: "ab", thrown: { name: "SoldOut" } });
  });

  test("throws a TransportFault where it has no end", async () => {
    for (const events of [chunks, []]) {
      service.behave(streamed(events));
      expect((await collect(call().stream({}))).thrown).toMatchObject({
        name: "TransportFault",
        errorType: "StreamEnded",
        execution: "started",
      });
    }
  });

  test("throws a TransportFault where it is cut", async () => {
    service.behave(streamed(chunks, "cut"));
    const { thrown } = await collect(call().stream({}));
    expect(thrown).toMatchObject({
      ...{ name: "TransportFault", execution: "started", origin: { functionName: "f" } },
    });
  });

  test("throws a ServiceFault where the service breaks it off", async () => {
    const broken = streamException("ServiceException", { message: "sorry" });
    const spelt = streamException("ServiceException", { Message: "sorry" });
    for (const events of [[broken], [...chunks, broken], [spelt]]) {
      service.behave(streamed(events));
      expect((await collect(call().stream({}))).thrown).toMatchObject({
        name: "ServiceFault",
        errorType: "ServiceException",
        message: "sorry",
        execution: "started",
        origin: { functionName: "f" },
      });
    }
  });

  test("throws the service's refusal, of one request", async () => {
    service.behave(refuse(429, "TooManyRequestsException"));
    const { thrown } = await collect(call().stream({}));
    expect(thrown).toMatchObject({ name: "ServiceFault", execution: "none" });
    expect(service.requests).toHaveLength(1);
  });

  test("that is aborted after its first bytes has the reason", async () => {
    service.behave((response) => {
      response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
      response.write(chunks[0]);
    });
    const aborted = new AbortController();
    const arrival = service.arrival();
    const reading = collect(call().stream({}, { signal: aborted.signal }));
    await Promise.race([reading, arrival]);
    setTimeout(() => aborted.abort("enough"), 50);
    expect((await reading).thrown).toMatchObject({ execution: "started", cause: "enough" });
  });

  test("of a client that is not the SDK's is a fault that claims nothing of the function", async () => {
    const foreign = createCaller({ client: { send: async () => undefined }, functionName: "f", faults });
    expect((await collect(foreign.stream({}))).thrown).toMatchObject({
      ...{ name: "MalformedFault", message: "The output cannot be read", execution: "unknown" },
    });
  });

  test("whose last event cannot be read has no end", async () => {
    const end = {
      get ErrorCode() {
        throw new Error("no code");
      },
    };
    const frames = async function* () {
      yield { PayloadChunk: { Payload: new TextEncoder().encode("a") } };
      yield { InvokeComplete: end };
    };
    const send = async () => ({ EventStream: frames(), $metadata: {} });
    const foreign = createCaller({ client: { send }, functionName: "f", faults });
    expect(await collect(foreign.stream({}))).toMatchObject({
      text: "a",
      thrown: { name: "TransportFault", errorType: "StreamEnded", execution: "started" },
    });
  });

  test("ends the request where its reader stops, and where it is aborted", async () => {
    service.behave((response) => {
      response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
      response.write(chunks[0]);
    });
    const closed = () => new Promise((resolve) => service.requests[0]?.socket.on("close", resolve));
    for await (const _chunk of call().stream({})) break;
    await closed();
    service.behave(hang);
    const { thrown } = await collect(call().stream({}, { signal: AbortSignal.timeout(50) }));
    expect(thrown).toMatchObject({ errorType: "AbortError", cause: { name: "TimeoutError" } });
  });
});
