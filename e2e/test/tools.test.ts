import { setTimeout as wait } from "node:timers/promises";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { parse, parseBedrock } from "@faultwire/caller";
import { parseMcpResult } from "@faultwire/caller/tools";
import type { Fault } from "@faultwire/catalog";
import { wrapMcpTool } from "@faultwire/handler/tools";
import { type Local, local } from "@faultwire/local";
import { Client as SecondClient, InMemoryTransport as SecondTransport } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import { McpServer as SecondServer } from "@modelcontextprotocol/server";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { createServer } from "./functions/tool-server.ts";
import { find, OrderNotFound, Orders, SECRET } from "./functions/tools.ts";

/* Tools of models: servers and clients of the official SDK, functions under AWS's runtime client. */

const log = () => undefined;
const NOT_FOUND_TEXT =
  "OrderNotFound: Order o-2 was not found\nDo not repeat the same input. Change it, or tell the user.";

/** Reads what a promise is rejected with, as a fault. */
const rejection = (reading: Promise<unknown>): Promise<Fault & { readonly issues?: string }> =>
  reading.then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );

/** Connects a client of the first SDK to a server, within this process. */
async function connected(server: McpServer | Server): Promise<Client> {
  const client = new Client({ name: "test", version: "1.0.0" });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  onTestFinished(() => client.close());
  return client;
}

const order = (orderId: string) => ({ name: "get-order", arguments: { orderId } });
const textOf = (result: unknown) => (result as { content: [{ text: string }] }).content[0].text;

describe("a tool of the first SDK", () => {
  test("gives the model name, message and what to do, and the program the typed fault", async () => {
    const client = await connected(createServer());
    const result = await client.callTool(order("o-2"));
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(NOT_FOUND_TEXT);
    const fault = await rejection(parseMcpResult(result, Orders));
    expect(fault).toBeInstanceOf(OrderNotFound);
    expect(fault).toMatchObject({ details: { orderId: "o-2" }, status: 404, execution: "started" });
    expect(fault.origin?.wire).toBe("json-rpc");
    expect(parse(result, Orders)).toBeInstanceOf(OrderNotFound);
    await expect(parseMcpResult(client.callTool(order("busy")), Orders)).rejects.toMatchObject({
      ...{ name: "Busy", retryAfter: 30, retryable: true },
    });
    expect(textOf(await client.callTool(order("busy")))).toBe(
      "Busy: The shop is busy\nTry again after 30 seconds with the same input.",
    );
  });

  test("gives the value of a success", async () => {
    const client = await connected(createServer());
    expect(await parseMcpResult(client.callTool(order("o-1")), Orders)).toEqual({ orderId: "o-1", total: 5 });
    const output = z.object({ total: z.number().transform((total) => `${total} EUR`) });
    const value = await parseMcpResult(client.callTool(order("o-1")), Orders, { output });
    expect(value).toEqual({ total: "5 EUR" });
    const wrong = parseMcpResult(client.callTool(order("o-1")), Orders, {
      output: z.object({ no: z.string() }),
    });
    await expect(wrong).rejects.toMatchObject({ name: "MalformedFault", execution: "finished" });
  });

  test("discloses nothing of an undeclared error, to the model and to the program", async () => {
    const client = await connected(createServer());
    const result = await client.callTool(order("broken"));
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(textOf(result)).toBe(
      "InternalFailure: Internal failure\nDo not try again. Tell the user that the tool failed.",
    );
    await expect(parseMcpResult(result, Orders)).rejects.toMatchObject({
      ...{ name: "HandlerFault", errorType: "InternalFailure", execution: "started" },
    });
  });

  /** A tool with an `outputSchema`, whose client has listed it: it then compares results with the schema. */
  async function withOutputSchema(options: { readonly hasOutputSchema?: boolean }) {
    const lines: string[] = [];
    const server = new McpServer({ name: "orders", version: "1.0.0" });
    const config = {
      inputSchema: { orderId: z.string() },
      outputSchema: { orderId: z.string(), total: z.number() },
    };
    server.registerTool(
      "get-order",
      config,
      wrapMcpTool(async ({ orderId }) => ({ content: [], structuredContent: find(orderId) }), {
        ...{ throws: Orders, log: ({ faultwire }) => void lines.push(faultwire) },
        ...options,
      }),
    );
    const client = await connected(server);
    await client.listTools();
    return { client, lines };
  }

  test("with an outputSchema has its faults where clients do not compare them with it", async () => {
    const { client, lines } = await withOutputSchema({ hasOutputSchema: true });
    await expect(parseMcpResult(client.callTool(order("o-2")), Orders)).rejects.toBeInstanceOf(OrderNotFound);
    expect(await parseMcpResult(client.callTool(order("o-1")), Orders)).toEqual({ orderId: "o-1", total: 5 });
    expect(lines).toEqual([]);
  });

  test("whose fault its client refuses is read as one that ran, with the remedy", async () => {
    const { client } = await withOutputSchema({ hasOutputSchema: false });
    const fault = await rejection(parseMcpResult(client.callTool(order("o-2")), Orders));
    expect(fault).toMatchObject({ name: "MalformedFault", execution: "started" });
    expect(fault.issues).toContain("hasOutputSchema: true");
  });

  test("is logged once where it does not state whether it has an outputSchema", async () => {
    const { client, lines } = await withOutputSchema({});
    await client.callTool(order("o-1"));
    await client.callTool(order("o-1"));
    expect(lines).toEqual(["hasOutputSchema"]);
  });

  test("that asks the client to open a page still does", async () => {
    const server = new McpServer({ name: "orders", version: "1.0.0" });
    const elicitations = [{ mode: "url", url: "https://shop.example", message: "m", elicitationId: "1" }];
    server.registerTool(
      "get-order",
      {},
      wrapMcpTool(
        (): { content: [] } => {
          throw new McpError(-32042, "Sign in", { elicitations });
        },
        { throws: Orders, log },
      ),
    );
    const client = await connected(server);
    await expect(client.callTool({ name: "get-order" })).rejects.toMatchObject({ code: -32042 });
  });
});

describe("a tool of the second SDK", () => {
  test.each([false, true])("is read the same, with an outputSchema: %s", async (hasOutputSchema) => {
    const server = new SecondServer({ name: "orders", version: "1.0.0" });
    server.registerTool(
      "get-order",
      {
        inputSchema: z.object({ orderId: z.string() }),
        ...(hasOutputSchema && { outputSchema: z.object({ orderId: z.string(), total: z.number() }) }),
      },
      wrapMcpTool(
        async ({ orderId }: { orderId: string }) => ({ content: [], structuredContent: find(orderId) }),
        {
          ...{ throws: Orders, log, hasOutputSchema },
        },
      ),
    );
    const client = new SecondClient({ name: "test", version: "1.0.0" });
    const [near, far] = SecondTransport.createLinkedPair();
    await Promise.all([server.connect(far), client.connect(near)]);
    onTestFinished(() => client.close());
    await client.listTools();
    expect(textOf(await client.callTool(order("o-2")))).toBe(NOT_FOUND_TEXT);
    await expect(parseMcpResult(client.callTool(order("o-2")), Orders)).rejects.toEqual(
      new OrderNotFound({ orderId: "o-2" }),
    );
    expect(await parseMcpResult(client.callTool(order("o-1")), Orders)).toEqual({ orderId: "o-1", total: 5 });
    const unknown = parseMcpResult(client.callTool({ name: "no-such-tool" }), Orders);
    await expect(unknown).rejects.toMatchObject({
      name: "Undeclared",
      errorType: "-32602",
      execution: "unknown",
    });
    const late = client.callTool(order("o-1"), { signal: AbortSignal.abort(new Error("enough")) });
    await expect(parseMcpResult(late, Orders)).rejects.toMatchObject({
      ...{ name: "TransportFault", errorType: "TimeoutError", execution: "unknown" },
    });
  });
});

describe("whether a tool ran", () => {
  /** A server on the lower level of the SDK, whose tool runs and then fails. */
  async function failing(fail: () => unknown) {
    const runs: string[] = [];
    const server = new Server({ name: "low", version: "1.0.0" }, { capabilities: { tools: {} } });
    server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
      runs.push(params.name);
      return (await fail()) as never;
    });
    return { client: await connected(server), runs };
  }

  test.each([-32700, -32600, -32601, -32602, -32603, -32000, -32001])(
    "is not known of the code %i: a server sends it for a tool that ran and threw it",
    async (code) => {
      const { client, runs } = await failing(() => {
        throw Object.assign(new Error("Method not found"), { code });
      });
      const fault = await rejection(parseMcpResult(client.callTool(order("o-1")), Orders));
      expect(fault).toMatchObject({ name: "Undeclared", errorType: String(code), execution: "unknown" });
      expect(fault.message).toBe("Method not found");
      expect(runs).toEqual(["get-order"]);
    },
  );

  test("is not known of a call that timed out, that was aborted, or whose connection was closed", async () => {
    const { client, runs } = await failing(() => new Promise(() => undefined));
    const timedOut = client.callTool(order("o-1"), undefined, { timeout: 1 });
    const unknown = { name: "TransportFault", execution: "unknown" };
    await expect(parseMcpResult(timedOut, Orders)).rejects.toMatchObject({
      ...unknown,
      errorType: "TimeoutError",
    });
    const controller = new AbortController();
    const aborted = client.callTool(order("o-1"), undefined, { signal: controller.signal });
    controller.abort();
    await expect(parseMcpResult(aborted, Orders)).rejects.toMatchObject({
      ...unknown,
      errorType: "TimeoutError",
    });
    const closed = client.callTool(order("o-1"));
    await wait(0);
    const reading = parseMcpResult(closed, Orders);
    const expectation = expect(reading).rejects.toMatchObject({ ...unknown, errorType: "StreamEnded" });
    await client.close();
    await expectation;
    expect(runs).toHaveLength(3);
  });

  test("is not known of a tool that the server refused to call, which is a result of the same form", async () => {
    const client = await connected(createServer());
    for (const call of [{ name: "no-such-tool" }, { name: "get-order", arguments: { orderId: 7 } }])
      await expect(parseMcpResult(client.callTool(call), Orders)).rejects.toMatchObject({
        ...{ name: "Undeclared", execution: "unknown", retryable: false },
      });
  });
});

describe("a result", () => {
  test.each<[string, unknown, unknown]>([
    ["structured content", { content: [], structuredContent: { a: 1 } }, { a: 1 }],
    ["JSON in its only text", { content: [{ type: "text", text: ' {"a":1}' }] }, { a: 1 }],
    ["a text", { content: [{ type: "text", text: "7" }] }, "7"],
    ["a text that looks like JSON", { content: [{ type: "text", text: "{a}" }] }, "{a}"],
    ["the result of the first protocol", { toolResult: 7 }, 7],
    ["the result in a message", { jsonrpc: "2.0", id: 1, result: { content: [], structuredContent: 7 } }, 7],
    ["the result in a text", '{"jsonrpc":"2.0","id":1,"result":{"toolResult":7}}', 7],
    [
      "the result among events",
      'data: {"jsonrpc":"2.0","method":"m"}\n\ndata: {"jsonrpc":"2.0","id":1,"result":{"toolResult":7}}\n\n',
      7,
    ],
  ])("has as its value %s", async (_what, result, value) => {
    expect(await parseMcpResult(result, Orders)).toEqual(value);
    expect(await parseMcpResult(Promise.resolve(result), Orders)).toEqual(value);
  });

  test("of several contents is the value itself", async () => {
    const image = { content: [{ type: "image", data: "", mimeType: "image/png" }] };
    for (const result of [image, { content: [] }, { content: [null] }])
      expect(await parseMcpResult(result, Orders)).toBe(result);
  });

  test.each([
    undefined,
    null,
    7,
    "",
    "text",
    {},
    { isError: true },
    { isError: "true", content: [] },
    [],
    Orders,
  ])("of another form is malformed, and never a success: %j", async (value) => {
    await expect(parseMcpResult(value, Orders)).rejects.toMatchObject({
      ...{ name: "MalformedFault", execution: "unknown" },
    });
  });

  test("that is a fault already is that fault, given or thrown", async () => {
    const missing = new OrderNotFound({ orderId: "o-2" });
    await expect(parseMcpResult(missing, Orders)).rejects.toBe(missing);
    await expect(parseMcpResult(Promise.reject(missing), Orders)).rejects.toBe(missing);
    await expect(parseMcpResult(Promise.reject(new TypeError("m")), Orders)).rejects.toMatchObject({
      ...{ name: "Undeclared", errorType: "TypeError", execution: "unknown" },
    });
  });

  test("cannot be read without a catalog, or with a wrong option", async () => {
    await expect(parseMcpResult({}, undefined as never)).rejects.toThrow(
      "parseMcpResult(): catalog is a catalog",
    );
    await expect(parseMcpResult({}, Orders, { schema: z.string() } as never)).rejects.toThrow(
      'there is no option "schema"',
    );
  });
});

describe("a function", () => {
  let lambda: Local;
  let client: LambdaClient;
  beforeAll(async () => {
    lambda = await local({
      root: `${import.meta.dirname}/functions`,
      functions: {
        url: { handler: "tool-server.url", environment, timeout: 60 },
        gateway: { handler: "tools.gateway", environment, timeout: 60 },
        agent: { handler: "tools.agent", environment, timeout: 60 },
      },
      apis: { tools: { type: "function-url", function: "url" } },
    });
    client = new LambdaClient(lambda.client);
  });
  afterAll(async () => {
    client.destroy();
    await lambda.close();
  });

  async function invoke(name: string, event: object, custom?: object): Promise<unknown> {
    const ClientContext = custom && Buffer.from(JSON.stringify({ custom })).toString("base64");
    const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event), ClientContext });
    const { Payload, FunctionError } = await client.send(command);
    expect(FunctionError).toBeUndefined();
    return JSON.parse(Payload?.transformToString() ?? "");
  }

  test("behind a Function URL is a server over streamable HTTP", async () => {
    const mcp = new Client({ name: "test", version: "1.0.0" });
    // The class has optional members that the interface has not, under exactOptionalPropertyTypes.
    await mcp.connect(new StreamableHTTPClientTransport(new URL(lambda.url("tools", "/mcp"))) as never);
    onTestFinished(() => mcp.close());
    await expect(parseMcpResult(mcp.callTool(order("o-2")), Orders)).rejects.toEqual(
      new OrderNotFound({ orderId: "o-2" }),
    );
    const result = await mcp.callTool(order("broken"));
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  test("behind an AgentCore Gateway returns the fault, which the gateway would replace if it were thrown", async () => {
    const custom = { bedrockAgentCoreToolName: "orders___get_order", bedrockAgentCoreTargetId: "t" };
    expect(await invoke("gateway", { orderId: "o-1" }, custom)).toEqual({
      orderId: "o-1",
      total: 5,
      tool: "get_order",
    });
    const returned = await invoke("gateway", { orderId: "o-2" }, custom);
    expect(textOf(returned)).toBe(
      "OrderNotFound: Order o-2 was not found\nDo not repeat the same input. Ask for another id.",
    );
    // As the tool's result, and as JSON in the text of one.
    const inText = { isError: false, content: [{ type: "text", text: JSON.stringify(returned) }] };
    for (const result of [returned, { jsonrpc: "2.0", id: 1, result: returned }, inText]) {
      await expect(parseMcpResult(result, Orders)).rejects.toEqual(new OrderNotFound({ orderId: "o-2" }));
      expect(parse(result, Orders)).toBeInstanceOf(OrderNotFound);
    }
    const refused = await invoke("gateway", { orderId: 7 }, custom);
    expect(textOf(refused)).toBe(
      "ValidationFailed: The input is not valid\nCorrect the input and call the tool again.\n- orderId: expected string",
    );
    await expect(parseMcpResult(refused, Orders)).rejects.toMatchObject({ errorType: "ValidationFailed" });
  });

  const group = { messageVersion: "1.0", actionGroup: "orders", sessionId: "s" };
  const parameter = (value: string) => [{ name: "orderId", type: "string", value }];

  test("of an action group answers the agent with a state, and of an API with a status", async () => {
    const event = { ...group, function: "getOrder", parameters: parameter("o-2") };
    const answer = await invoke("agent", event);
    expect(answer).toEqual({
      messageVersion: "1.0",
      response: {
        ...{ actionGroup: "orders", function: "getOrder" },
        functionResponse: { responseState: "REPROMPT", responseBody: { TEXT: { body: expect.any(String) } } },
      },
    });
    const body = {
      ...{ errorType: "OrderNotFound", message: "Order o-2 was not found" },
      ...{ advice: "Do not repeat the same input. Change it, or tell the user." },
      ...{ details: { orderId: "o-2" }, status: 404, retryable: false },
    };
    const { responseBody } = (
      answer as { response: { functionResponse: { responseBody: { TEXT: { body: string } } } } }
    ).response.functionResponse;
    expect(JSON.parse(responseBody.TEXT.body)).toEqual(body);
    const observation = { actionGroupInvocationOutput: { text: responseBody.TEXT.body } };
    const traced = { trace: { agentId: "a", trace: { orchestrationTrace: { observation } } } };
    for (const value of [answer, traced, traced.trace, traced.trace.trace])
      expect(parseBedrock(value, Orders)).toEqual(new OrderNotFound({ orderId: "o-2" }));
    const api = { ...group, apiPath: "/orders", httpMethod: "GET", parameters: parameter("o-2") };
    expect(await invoke("agent", api)).toMatchObject({
      response: { apiPath: "/orders", httpMethod: "GET", httpStatusCode: 404 },
    });
    expect(parseBedrock(await invoke("agent", api), Orders)?.details).toEqual({ orderId: "o-2" });
  });

  test("of an action group discloses nothing of an undeclared error, and ends the turn of the agent", async () => {
    const event = { ...group, function: "getOrder", parameters: parameter("broken") };
    const answer = await invoke("agent", event);
    expect(JSON.stringify(answer)).not.toContain("hunter2");
    expect(answer).toMatchObject({ response: { functionResponse: { responseState: "FAILURE" } } });
    expect(parseBedrock(answer, Orders)).toMatchObject({
      errorType: "InternalFailure",
      execution: "started",
    });
  });

  test("of an action group gets its parameters by their types, and returns its value as the body", async () => {
    const properties = [{ name: "count", type: "integer", value: "2" }];
    const requestBody = { content: { "application/json": { properties } } };
    const event = { ...group, apiPath: "/o", httpMethod: "POST", parameters: parameter("o-1"), requestBody };
    const answer = await invoke("agent", event);
    expect(answer).toMatchObject({
      response: {
        httpStatusCode: 200,
        responseBody: { "application/json": { body: '{"orderId":"o-1","total":5}' } },
      },
    });
    expect(parseBedrock(answer, Orders)).toBeUndefined();
    const wrong = { ...event, parameters: [], requestBody: undefined };
    expect(parseBedrock(await invoke("agent", wrong), Orders)).toMatchObject({
      ...{ errorType: "ValidationFailed", status: 400 },
    });
  });
});
