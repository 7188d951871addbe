import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { local } from "../src/index.ts";
import { call } from "./call.ts";
import { startGate } from "./gate.ts";

const root = `${import.meta.dirname}/functions`;
const calling = { handler: "calling.handler", timeout: 20 };

describe("a service has no more environments than maxEnvironments", () => {
  test("calls beyond it wait, and all are answered", async () => {
    await using lambda = await local({ root, maxEnvironments: 3, functions: { f: calling, g: calling } });
    const names = Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? "f" : "g"));
    const answers = await Promise.all(names.map((name) => call(lambda, name)));
    expect(answers.map(({ functionError }) => functionError)).toEqual(names.map(() => undefined));
    const processes = new Set(answers.map(({ payload }) => (payload as { pid: number }).pid));
    expect(processes.size).toBeLessThan(24);
    expect(lambda.runs("f").length + lambda.runs("g").length).toBe(24);
  });

  test("an idle environment of another function makes room", async () => {
    await using lambda = await local({ root, maxEnvironments: 1, functions: { f: calling, g: calling } });
    for (const name of ["f", "g", "f"])
      expect((await call(lambda, name)).payload).toMatchObject({ depth: 0 });
  });

  test("functions that call functions do not wait for each other without an end", async () => {
    await using lambda = await local({
      root,
      maxEnvironments: 2,
      functions: { parent: calling, leaf: calling },
    });
    const events = Array.from({ length: 4 }, () => ({ call: "leaf", times: 3 }));
    const answers = await Promise.all(events.map((event) => call(lambda, "parent", event)));
    const leaf = expect.objectContaining({ depth: 1 });
    expect(answers.map(({ payload }) => payload)).toEqual(events.map(() => [leaf, leaf, leaf]));
  });

  test("calls that wait do not keep the service from its end", async () => {
    await using gate = await startGate();
    const lambda = await local({ root, maxEnvironments: 1, functions: { f: "scripted.handler" } });
    const arrival = gate.arrival();
    const calls = [1, 2].map(() => call(lambda, "f", { waitFor: gate.url }).catch((failure) => failure.code));
    await arrival;
    await lambda.close();
    expect(await Promise.all(calls)).toEqual(["ECONNRESET", "ECONNRESET"]);
  });
});

describe("a function that calls itself without an end", () => {
  test("is stopped after 16 invocations: RecursiveInvocationException", async () => {
    await using lambda = await local({ root, functions: { f: calling } });
    expect((await call(lambda, "f", { call: "f" })).payload).toBe("RecursiveInvocationException");
    expect(lambda.runs("f")).toHaveLength(16);
    expect(new Set(lambda.runs("f").map(({ traceId }) => traceId)).size).toBe(1);
  });

  test("goes on where recursiveLoop is Allow", async () => {
    await using lambda = await local({ root, functions: { f: { ...calling, recursiveLoop: "Allow" } } });
    expect((await call(lambda, "f", { call: "f", most: 18 })).payload).toMatchObject({ depth: 18 });
  });

  test("through destinations is stopped too, and its event is given up", async () => {
    const handler = "calling.handler";
    await using lambda = await local({
      root,
      functions: {
        a: { handler, asynchronous: { onSuccess: { function: "b" }, onFailure: { queue: "lost" } } },
        b: { handler, asynchronous: { onSuccess: { function: "a" } } },
      },
      queues: { lost: {} },
    });
    await fetch(`${lambda.endpoint}/2015-03-31/functions/a/invocations`, {
      method: "POST",
      headers: { "X-Amz-Invocation-Type": "Event" },
    });
    await lambda.settled();
    expect([lambda.runs("a").length, lambda.runs("b").length]).toEqual([16, 16]);
    expect(lambda.queue("lost").messages).toHaveLength(1);
  });
});

test.skipIf(process.platform !== "linux")(
  "a shortage of descriptors cuts no caller off",
  () => {
    const script = `
    import http from "node:http";
    import { local } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
    const lambda = await local({ root: ${JSON.stringify(root)}, functions: { f: { handler: "scripted.handler", timeout: 20 } } });
    const agent = new http.Agent({ maxSockets: 100 });
    const url = lambda.endpoint + "/2015-03-31/functions/f/invocations";
    const call = () => new Promise((resolve) => {
      const request = http.request(url, { method: "POST", agent }, (response) => response.resume().on("end", () => resolve(response.statusCode)));
      request.on("error", (failure) => resolve(failure.syscall + " " + failure.code)).end("{}");
    });
    const answers = await Promise.all(Array.from({ length: 40 }, call));
    await lambda.close();
    console.log(JSON.stringify(answers));
  `;
    const flags = "--conditions=@faultwire/source --no-warnings --input-type=module";
    const { stdout, stderr } = spawnSync(
      "/bin/sh",
      ["-c", `ulimit -n 100; "$0" ${flags} -e "$1"`, process.execPath, script],
      {
        encoding: "utf8",
        timeout: 30_000,
      },
    );
    expect(stderr).toBe("");
    const answers: unknown[] = JSON.parse(stdout);
    // Callers in the same process run out of descriptors themselves.
    expect(
      answers.filter((answer) => answer !== 200 && answer !== 500 && answer !== "connect EMFILE"),
    ).toEqual([]);
    expect(answers.filter((answer) => answer === 200).length).toBeGreaterThan(10);
  },
  40_000,
);
