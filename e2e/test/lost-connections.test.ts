import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { Agent, createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createFetch, createHttpCaller, parse } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog } from "@faultwire/catalog";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

/*
 * A connection that carried a request can end in any error of the system, also in one that most often means that no
 * connection was made. The server counts the requests; then the socket of the client ends in the error, as it does when
 * the kernel reports it to a read.
 */

const Nothing = defineCatalog("nothing", {});
const RETRY = { attempts: 3 };

let server: Server;
let url: string;
let requests = 0;
let fail: () => void;

beforeAll(async () => {
  server = createServer((request) => {
    requests += 1;
    request.resume().once("end", () => fail());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // It listens on TCP.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  requests = 0;
});

function systemError(call: string, code: string): Error {
  return Object.assign(new Error(`${call} ${code}`), { code, syscall: call, errno: -113 });
}

describe.each([
  ["read", "EHOSTUNREACH"],
  ["read", "ENETUNREACH"],
  ["read", "ECONNREFUSED"],
  ["read", "ETIMEDOUT"],
  ["write", "EHOSTUNREACH"],
])("a connection that carried a request and ended in %s %s", (call, code) => {
  const lost = { errorType: code, execution: "unknown" };

  test("was taken for one that was never made, by the SDK's client: it is not repeated", async () => {
    const agent = new Agent({ keepAlive: true });
    fail = () => {
      for (const socket of Object.values(agent.sockets).flat()) socket?.destroy(systemError(call, code));
    };
    const client = new LambdaClient({
      ...{ endpoint: url, region: "eu-west-1", requestHandler: { httpAgent: agent } },
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    const outcome = await createCaller({ client, functionName: "f", faults: Nothing, retry: RETRY }).safe({});
    client.destroy();
    expect(outcome).toMatchObject({ ok: false, fault: lost, meta: { attempts: 1 } });
    expect(requests).toBe(1);
  });

  test("was taken for one that was never made, by fetch: it is not repeated", async () => {
    const sockets: Socket[] = [];
    // Node.js documents the message of this channel as one with the socket.
    const collect = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
    subscribe("undici:client:connected", collect);
    fail = () => {
      for (const socket of sockets.splice(0)) socket.destroy(systemError(call, code));
    };
    const outcome = await createHttpCaller({ url, faults: Nothing, retry: RETRY }).safe({});
    expect(outcome).toMatchObject({ ok: false, fault: lost, meta: { attempts: 1 } });
    expect(requests).toBe(1);
    const manual = { method: "POST", body: "{}", redirect: "manual" } as const;
    await expect(createFetch({ faults: Nothing })(url, manual)).rejects.toMatchObject(lost);
    const thrown = await fetch(url, manual).catch((error: unknown) => error);
    expect(parse(thrown, Nothing)).toMatchObject(lost);
    unsubscribe("undici:client:connected", collect);
    expect(requests).toBe(3);
  });
});
