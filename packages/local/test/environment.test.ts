import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FunctionConfig, type Local, local } from "../src/index.ts";
import { call } from "./call.ts";
import { startGate } from "./gate.ts";

const root = `${import.meta.dirname}/functions`;
const ID = "[0-9a-f-]{36}";

/** A service of one function, `f`. */
const one = (handler: string, more: Partial<FunctionConfig> = {}): Promise<Local> =>
  local({ root, functions: { f: { handler, ...more } } });

/** A log's lines, without what differs from run to run. */
const shape = (log: string): string[] =>
  log
    .trimEnd()
    .replace(new RegExp(ID, "g"), "<id>")
    .replace(/^\d{4}-\S+Z/gm, "<time>")
    .replace(/[\d.]+ ms/g, "<n> ms")
    .replace(/Memory Used: \d+ MB/g, "Memory Used: <n> MB")
    .split("\n");

const START = "START RequestId: <id> Version: $LATEST";
const END = "END RequestId: <id>";
const REPORT =
  "REPORT RequestId: <id>\tDuration: <n> ms\tBilled Duration: <n> ms\tMemory Size: 128 MB\tMax Memory Used: <n> MB";

test("an environment is reused, its module state with it", async () => {
  await using lambda = await one("scripted.handler");
  for (const count of [1, 2, 3]) expect((await call(lambda, "f")).payload).toMatchObject({ count });
});

test("a process that has ended gets no signal any more: its id may be another's", async () => {
  const signalled = vi.spyOn(process, "kill");
  const lambda = await one("scripted.handler");
  await call(lambda, "f", { exit: 1 });
  signalled.mockClear();
  await lambda.close();
  const groups = signalled.mock.calls.filter(([id]) => id < 0);
  signalled.mockRestore();
  expect(groups).toEqual([]);
});

test("the first REPORT has an Init Duration, and no other", async () => {
  await using lambda = await one("scripted.handler");
  const first = await call(lambda, "f", { log: "hello" });
  expect(shape(first.log)).toEqual([
    START,
    "<time>\t<id>\tINFO\thello",
    END,
    `${REPORT}\tInit Duration: <n> ms\t`.trimEnd(),
  ]);
  expect(shape((await call(lambda, "f")).log)).toEqual([START, END, REPORT]);
});

test("a line of a log that has no end gets one", async () => {
  await using lambda = await one("scripted.handler");
  await call(lambda, "f");
  expect(shape((await call(lambda, "f", { write: "no end" })).log)).toEqual([START, "no end", END, REPORT]);
});

test("a result counts although the process exits in the turn in which it is posted", async () => {
  await using lambda = await one("scripted.handler");
  expect(await call(lambda, "f", { exitPosting: 7 })).toMatchObject({ payload: "posted" });
  expect((await call(lambda, "f")).payload).toMatchObject({ count: 1 });
});

test("a time-out ends the process, loses module state and keeps the temporary folder", async () => {
  await using lambda = await one("scripted.handler", { timeout: 1.5 });
  expect((await call(lambda, "f", { mark: true })).payload).toEqual({ count: 1, seen: false });
  const late = await call(lambda, "f", { sleep: 5000 });
  expect(late.payload).toEqual({
    errorType: "Sandbox.Timedout",
    errorMessage: expect.stringMatching(
      new RegExp(`^RequestId: ${ID} Error: Task timed out after 1\\.50 seconds$`),
    ),
  });
  expect((await call(lambda, "f", { mark: true })).payload).toEqual({ count: 1, seen: true });
  expect(lambda.runs("f").map(({ outcome }) => outcome)).toEqual(["returned", "timed out", "returned"]);
});

test("the REPORT of a time-out ends with its status and has the whole time-out for its duration", async () => {
  await using lambda = await one("scripted.handler", { timeout: 0.8 });
  await call(lambda, "f");
  const { log } = await call(lambda, "f", { sleep: 5000 });
  expect(shape(log)).toEqual([START, END, `${REPORT}\tStatus: timeout`]);
  expect(log).toContain("\tDuration: 800.00 ms\tBilled Duration: 800 ms\t");
});

test.each([
  [{ exit: 7 }, "Runtime exited with error: exit status 7"],
  [{ exit: 0 }, "Runtime exited without providing a reason"],
  [{ signal: "SIGKILL" }, "Runtime exited with error: signal: killed"],
  [{ signal: "SIGSEGV" }, "Runtime exited with error: signal: segmentation fault"],
  [{ signal: "SIGTERM" }, "Runtime exited with error: signal: terminated"],
])("%o is Runtime.ExitError, in the log too, and the next invocation starts anew", async (event, text) => {
  await using lambda = await one("scripted.handler");
  await call(lambda, "f");
  const { functionError, payload, log } = await call(lambda, "f", event);
  expect(functionError).toBe("Unhandled");
  expect(payload).toEqual({
    errorType: "Runtime.ExitError",
    errorMessage: expect.stringMatching(new RegExp(`^RequestId: ${ID} Error: ${text}$`)),
  });
  expect(shape(log)).toEqual([
    START,
    `RequestId: <id> Error: ${text}`,
    "Runtime.ExitError",
    END,
    `${REPORT}\tStatus: error\tError Type: Runtime.ExitError`,
  ]);
  const next = await call(lambda, "f");
  expect(next.payload).toMatchObject({ count: 1 });
  expect(next.log).not.toContain("Init Duration");
});

test("a process is frozen between invocations: an exit that comes due hits the next one", async () => {
  await using lambda = await one("scripted.handler");
  await call(lambda, "f", { exitLater: 100 });
  // Time must pass for it to come due; the process is stopped, its timer with it.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await call(lambda, "f", { return: "never" })).payload).toMatchObject({
    errorType: "Runtime.ExitError",
  });
  expect((await call(lambda, "f", { return: "anew" })).payload).toBe("anew");
});

test("a module that cannot start is tried twice, its error is the answer, and no run is recorded", async () => {
  await using lambda = await one("broken.handler");
  const { functionError, payload, log } = await call(lambda, "f");
  expect(functionError).toBe("Unhandled");
  expect(payload).toMatchObject({ errorType: "TypeError", errorMessage: "cannot start" });
  const initReports = shape(log).filter((line) => line.startsWith("INIT_REPORT"));
  expect(initReports).toEqual([
    "INIT_REPORT Init Duration: <n> ms\tPhase: init\tStatus: error\tError Type: Runtime.Unknown",
    "INIT_REPORT Init Duration: <n> ms\tPhase: invoke\tStatus: error\tError Type: Runtime.Unknown",
  ]);
  // The tail that the call has is too short for two stacks in a folder with a long name.
  expect(lambda.logs("f").filter((line) => line.includes("INFO\tloading"))).toHaveLength(2);
  expect(lambda.runs("f")).toEqual([]);
});

test("an init that fails once is not reported: it is done again within the invocation", async () => {
  await using lambda = await one("slow-start.handler", { environment: { FIRST: "exit" } });
  const { functionError, payload, log } = await call(lambda, "f");
  expect([functionError, payload]).toEqual([undefined, { isFirst: false }]);
  expect(shape(log)).toEqual([
    "<time>\t-\tINFO\tfirst start",
    "INIT_REPORT Init Duration: <n> ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError",
    "<time>\t-\tINFO\tsecond start",
    START,
    END,
    REPORT,
  ]);
});

test("an init within the invocation has the function's time-out", async () => {
  await using lambda = await one("slow-start.handler", {
    timeout: 0.5,
    environment: { FIRST: "exit", ALWAYS: "hang" },
  });
  const { payload, log } = await call(lambda, "f");
  expect(payload).toMatchObject({ errorType: "Sandbox.Timedout" });
  expect(log).toMatch(/^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: invoke\tStatus: timeout$/m);
  expect(lambda.runs("f")).toEqual([]);
});

test("an init that takes longer than ten seconds is begun again within the invocation", async () => {
  await using lambda = await one("slow-start.handler", { timeout: 0.5, environment: { ALWAYS: "hang" } });
  const { payload, log } = await call(lambda, "f");
  expect(payload).toMatchObject({ errorType: "Sandbox.Timedout" });
  expect(log).toMatch(/^INIT_REPORT Init Duration: 10\d{3}\.\d\d ms\tPhase: init\tStatus: timeout$/m);
});

test("lambda.logs has the lines of all invocations, also of those that did not run", async () => {
  await using lambda = await local({ root, functions: { f: "scripted.handler", broken: "broken.handler" } });
  await call(lambda, "f", { log: "one" });
  await call(lambda, "f", { log: "two" });
  await call(lambda, "broken");
  expect(lambda.logs("f").filter((line) => /INFO/.test(line))).toEqual([
    expect.stringMatching(/\tINFO\tone$/),
    expect.stringMatching(/\tINFO\ttwo$/),
  ]);
  expect(lambda.logs("f")).toHaveLength(8);
  expect(lambda.logs("broken").join("\n")).toContain("TypeError: cannot start");
  expect(() => lambda.logs("g")).toThrow("logs: there is no function g; there are f, broken");
});

test("an invocation's log has what it wrote, all of it and nothing else", async () => {
  await using lambda = await one("scripted.handler");
  const sizes = [10, 1_000_000, 0, 70_000, 1, 200_000];
  for (const size of sizes) await call(lambda, "f", { log: "x".repeat(size) });
  const written = lambda.runs("f").map(({ log }) => (log.match(/INFO\t(x+)/)?.[1] ?? "").length);
  expect(written).toEqual(sizes);
  for (const { log, requestId } of lambda.runs("f")) {
    expect(new Set(log.match(new RegExp(ID, "g")))).toEqual(new Set([requestId]));
  }
});

test("an error whose head is over 1 MiB is posted", async () => {
  await using lambda = await one("scripted.handler");
  const message = "x".repeat(1_500_000);
  const { payload } = await call(lambda, "f", { throw: { message } });
  expect(payload).toMatchObject({ errorType: "Error", errorMessage: message });
});

test("an environment has one log stream, named as AWS names them", async () => {
  await using lambda = await one("show-context.handler");
  const streamOf = async () => {
    const { payload } = await call(lambda, "f");
    return (payload as { context: { logStreamName: string } }).context.logStreamName;
  };
  const stream = await streamOf();
  expect(stream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
  expect(await streamOf()).toBe(stream);
});

/** Returns whether a process runs; a zombie does not. */
const isAlive = (pid: unknown): boolean =>
  /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout);

test("processes that a function started end with it, and its exit is reported although its output stays open", async () => {
  await using lambda = await one("stragglers.handler", { timeout: 10 });
  const { payload: pid } = await call(lambda, "f", { detached: false });
  expect(isAlive(pid)).toBe(true);
  expect((await call(lambda, "f", { exit: true })).payload).toMatchObject({ errorType: "Runtime.ExitError" });
  await expect.poll(() => isAlive(pid)).toBe(false);
  const { payload: escaped } = await call(lambda, "f", { detached: true });
  try {
    expect((await call(lambda, "f", { detached: true, exit: true })).payload).toMatchObject({
      errorType: "Runtime.ExitError",
    });
  } finally {
    process.kill(Number(escaped), "SIGKILL");
  }
});

/** A child that is left behind would hold the output of the tests open. */
function killedAtEnd<Child extends ChildProcess>(child: Child): Child & Disposable {
  return Object.assign(child, { [Symbol.dispose]: () => void child.kill("SIGKILL") });
}

describe("nothing is left behind", () => {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
  beforeEach(() => void vi.stubEnv("TMPDIR", folder));
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("neither process nor folder, when a service is disposed of while a function runs", async () => {
    await using gate = await startGate();
    const lambda = await one("scripted.handler", { timeout: 60 });
    const { payload: pid } = await call(lambda, "f", { pid: true });
    expect(readdirSync(folder)).toHaveLength(1);
    const arrival = gate.arrival();
    const running = call(lambda, "f", { waitFor: gate.url }).catch(() => "ended");
    await arrival;
    await lambda[Symbol.asyncDispose]();
    await running;
    expect(lambda.runs("f").map(({ outcome }) => outcome)).toEqual(["returned", "exited"]);
    expect(isAlive(pid)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a reset for callers that wait for an answer, and not a function error", async () => {
    await using gate = await startGate();
    const lambda = await one("scripted.handler", { timeout: 60 });
    const arrival = gate.arrival();
    const running = call(lambda, "f", { waitFor: gate.url });
    const ended = expect(running).rejects.toMatchObject({ code: "ECONNRESET" });
    await arrival;
    await lambda[Symbol.asyncDispose]();
    await ended;
  });

  test("nothing, when callers never stop to call", async () => {
    await using lambda = await one("scripted.handler");
    let isOver = false;
    const callers = Array.from({ length: 4 }, async () => {
      while (!isOver) await call(lambda, "f", {}).catch(() => undefined);
    });
    await expect.poll(() => lambda.runs("f").length).toBeGreaterThan(20);
    await lambda[Symbol.asyncDispose]();
    const { length } = lambda.runs("f");
    isOver = true;
    await Promise.all(callers);
    expect(lambda.runs("f")).toHaveLength(length);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("nothing, when a call that an injection delays comes after the end", async () => {
    await using lambda = await one("scripted.handler");
    await call(lambda, "f");
    const hasCome = new Promise<void>((resolve) => {
      const when = () => {
        resolve();
        return true;
      };
      lambda.fail("f", { with: { delay: 50 }, when });
    });
    const ended = expect(call(lambda, "f")).rejects.toMatchObject({ code: "ECONNRESET" });
    await hasCome;
    await lambda[Symbol.asyncDispose]();
    await ended;
    // The end of a call without a caller cannot be observed.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(lambda.runs("f")).toHaveLength(1);
    expect(lambda.logs("f").filter((line) => line.startsWith("START"))).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("neither process nor folder, when somebody has killed the guard", async () => {
    await using lambda = await one("scripted.handler");
    const { payload: pid } = await call(lambda, "f", { pid: true });
    const { stdout } = spawnSync("ps", ["-Awwo", "pid=,args="], { encoding: "utf8" });
    const [service = "?"] = readdirSync(folder);
    const guard = stdout.split("\n").find((line) => line.endsWith(` ${join(folder, service)}`));
    process.kill(Number.parseInt(guard ?? "", 10), "SIGKILL");
    await lambda[Symbol.asyncDispose]();
    expect(isAlive(pid)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("the folder and the process of a service that was killed with its guard, once another service starts", async () => {
    const script = `
      import { local } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
      import { call } from ${JSON.stringify(join(import.meta.dirname, "call.ts"))};
      const lambda = await local({ root: ${JSON.stringify(root)}, functions: { f: "scripted.handler" } });
      console.log((await call(lambda, "f", { pid: true })).payload);
    `;
    const conditions = ["--conditions=@faultwire/source", "--no-warnings"];
    using child = killedAtEnd(
      spawn(process.execPath, [...conditions, "--input-type=module", "-e", script], {
        stdio: ["ignore", "pipe", "inherit"],
      }),
    );
    const [pid] = await once(child.stdout, "data");
    const { stdout } = spawnSync("ps", ["-Awwo", "pid=,args="], { encoding: "utf8" });
    const [service = "?"] = readdirSync(folder);
    const guard = stdout.split("\n").find((line) => line.endsWith(` ${join(folder, service)}`));
    process.kill(Number.parseInt(guard ?? "", 10), "SIGKILL");
    await using alive = await one("scripted.handler");
    expect(readdirSync(folder)).toHaveLength(2);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect([isAlive(Number(pid)), readdirSync(folder).length]).toEqual([true, 2]);
    await using _next = await one("scripted.handler");
    await expect.poll(() => isAlive(Number(pid))).toBe(false);
    expect(readdirSync(folder)).not.toContain(service);
    expect((await call(alive, "f")).payload).toMatchObject({ count: 1 });
    await alive.close();
  });

  test("neither process nor folder, when the process that started it is killed", async () => {
    const script = `
      import { local } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
      import { call } from ${JSON.stringify(join(import.meta.dirname, "call.ts"))};
      const lambda = await local({ root: ${JSON.stringify(root)}, functions: { f: "scripted.handler" } });
      console.log((await call(lambda, "f", { pid: true })).payload);
    `;
    const conditions = ["--conditions=@faultwire/source", "--no-warnings"];
    using child = killedAtEnd(
      spawn(process.execPath, [...conditions, "--input-type=module", "-e", script], {
        stdio: ["ignore", "pipe", "inherit"],
      }),
    );
    const [pid] = await once(child.stdout, "data");
    expect(isAlive(Number(pid))).toBe(true);
    expect(readdirSync(folder)).toHaveLength(1);
    child.kill("SIGKILL");
    await expect.poll(() => isAlive(Number(pid))).toBe(false);
    await expect.poll(() => readdirSync(folder)).toEqual([]);
  });
});
