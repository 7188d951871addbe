import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { local } from "../src/index.ts";
import { call } from "./call.ts";
import { attach } from "./debugger.ts";

const root = `${import.meta.dirname}/functions`;
const file = join(root, "debugged.mjs");
/** The line of the handler's return, counted from 0 as the inspector does. */
const line = readFileSync(file, "utf8").split("\n").indexOf("  return [event.name, await late()];");
/** The default port may be taken, by the debugger of another test too. */
const port = 40_000 + (process.pid % 10_000);

afterEach(() => void vi.restoreAllMocks());

describe("a function that is debugged", () => {
  test("stops at a breakpoint that was set while it was idle, for longer than its timeout and its API's", async () => {
    const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await using lambda = await local({
      root,
      debug: { port },
      functions: { f: { handler: "debugged.handler", timeout: 0.3 } },
      apis: { shop: { type: "rest", timeoutMs: 1, routes: { "POST /": "f" } } },
    });
    expect(lambda.debuggers).toEqual([]);
    expect((await call(lambda, "f", { name: "first" })).payload).toEqual(["first", "late"]);
    const url = expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/[\w-]+$/);
    expect(lambda.debuggers).toEqual([{ functionName: "f", url }]);
    const [{ url: address } = { url: "" }] = lambda.debuggers;
    expect(printed.mock.calls.join("")).toContain(`local: a debugger can attach to f on ${address}\n`);

    await using client = await attach(address);
    await client.send("Debugger.enable");
    await client.send("Debugger.setBreakpointByUrl", { url: pathToFileURL(file).href, lineNumber: line });
    const answer = call(lambda, "f", { name: "second" });
    const { callFrames } = await client.paused();
    expect(callFrames[0]).toMatchObject({ functionName: "handler", location: { lineNumber: line } });
    const { callFrameId } = callFrames[0] ?? {};
    const { result } = await client.send("Debugger.evaluateOnCallFrame", {
      callFrameId,
      expression: "event.name",
    });
    expect(result).toMatchObject({ value: "second" });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await client.send("Debugger.resume");
    expect((await answer).payload).toEqual(["second", "late"]);

    const response = fetch(lambda.url("shop", "/"), { method: "POST", body: "{}" });
    await client.paused();
    await client.send("Debugger.resume");
    // Not a 504: the function's answer is a list, which a proxy integration does not take.
    expect((await response).status).toBe(502);
  });

  test("waits for a debugger where it is asked to, and each environment has a port", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await using lambda = await local({
      root,
      debug: { port: port + 20, wait: true, functions: ["f"] },
      functions: { f: "debugged.handler", g: "debugged.handler" },
    });
    expect((await call(lambda, "g", { name: "not debugged" })).payload).toEqual(["not debugged", "late"]);
    expect(lambda.debuggers).toEqual([]);
    const answers = [call(lambda, "f", { name: "1" }), call(lambda, "f", { name: "2" })];
    await vi.waitFor(() => expect(lambda.debuggers).toHaveLength(2));
    expect(new Set(lambda.debuggers.map(({ url }) => new URL(url).port)).size).toBe(2);
    for (const { url } of lambda.debuggers) {
      await using client = await attach(url);
      await client.send("Runtime.runIfWaitingForDebugger");
    }
    expect((await Promise.all(answers)).map(({ payload }) => payload)).toEqual([
      ["1", "late"],
      ["2", "late"],
    ]);
  });

  test("is handed to VS Code where it is started in a terminal of it", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    vi.stubEnv("VSCODE_INSPECTOR_OPTIONS", "{}");
    vi.stubEnv("NODE_OPTIONS", `--no-warnings --require "${root}/bootloader.cjs"`);
    try {
      await using lambda = await local({
        root,
        debug: { port: port + 40 },
        functions: { f: { handler: "debugged.seen", environment: { NODE_OPTIONS: "--no-deprecation" } } },
      });
      expect((await call(lambda, "f")).payload).toEqual({
        options: "{}",
        nodeOptions: `--require "${root}/bootloader.cjs" --no-deprecation`,
        isLoaded: true,
        own: [],
      });
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

test.each([
  [{ port: 0 }, /^debug: port is a whole number from 1 to 65535; it is 0$/],
  [{ wait: 1 }, /^debug: wait is true or false; it is 1$/],
  [{ functions: ["h"] }, /^debug: functions: there is no function h; there are f$/],
  [{ ports: 1 }, /debug.*ports/],
])("debug is refused where it is wrong: %j", async (debug, message) => {
  const options = { root, functions: { f: "debugged.handler" }, debug } as Parameters<typeof local>[0];
  await expect(local(options)).rejects.toThrow(message);
});
