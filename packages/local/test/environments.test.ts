import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
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

describe.skipIf(process.platform !== "linux")("a shortage of descriptors cuts no caller off", () => {
  const start = `
    import http from "node:http";
    import { local } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
    const lambda = await local({
      root: ${JSON.stringify(root)},
      functions: { f: { handler: "scripted.handler", timeout: 20 } },
      apis: { shop: { type: "http", routes: { "POST /": "f" } } },
    });
    const urls = [lambda.endpoint + "/2015-03-31/functions/f/invocations", lambda.url("shop", "/")];
  `;
  const run = (descriptors: number, script: string, env: NodeJS.ProcessEnv = {}) => {
    const flags = "--conditions=@faultwire/source --no-warnings --input-type=module";
    const command = `ulimit -n ${descriptors}; exec "$0" ${flags} -e "$1"`;
    return spawn("/bin/sh", ["-c", command, process.execPath, start + script], {
      env: { ...process.env, ...env },
    });
  };
  const headers = { "content-type": "application/json" };

  test("however many dead services have left their folders, which are removed one after the other", async () => {
    const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    // No process has an id of nine digits.
    const owner = `999999999 ${readlinkSync("/proc/self/ns/pid")} 1`;
    for (let number = 0; number < 100; number += 1) {
      const dead = join(folder, `faultwire-local-${number}`);
      mkdirSync(dead);
      writeFileSync(join(dead, "owner"), owner);
    }
    const child = run(
      64,
      `
      const answer = await fetch(urls[0], { method: "POST", headers: ${JSON.stringify(headers)}, body: "{}" });
      await answer.text();
      await lambda.close();
      console.log(answer.status);
    `,
      { TMPDIR: folder },
    );
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect({ stdout, stderr }).toEqual({ stdout: "200\n", stderr: "" });
    expect(readdirSync(folder)).toEqual([]);
  });

  describe("in the same process", () => {
    /** Defines `call`, which resolves with a status, or with what failed. */
    const client = `
      const agent = new http.Agent({ maxSockets: 100 });
      const headers = ${JSON.stringify(headers)};
      const call = (number) => new Promise((resolve) => {
        const request = http.request(urls[number % 2], { method: "POST", agent, headers }, (response) => response.resume().on("end", () => resolve(response.statusCode)));
        request.on("error", (failure) => resolve(failure.syscall + " " + failure.code)).end('{"sleep":20}');
      });
    `;
    const answersOf = async (descriptors: number, calls: string) => {
      const child = run(
        descriptors,
        `${client} const answers = []; ${calls} await lambda.close(); console.log(JSON.stringify(answers));`,
      );
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      expect(stderr).toBe("");
      const answers: readonly unknown[] = JSON.parse(stdout);
      return answers;
    };

    test("where they run out of descriptors themselves, again and again", async () => {
      const bursts = `
        for (let burst = 0; burst < 8; burst += 1)
          answers.push(...(await Promise.all(Array.from({ length: 40 }, (_, number) => call(number)))));
      `;
      const answers = await answersOf(100, bursts);
      const known = [200, 503, "connect EMFILE"];
      expect(answers.filter((answer) => !known.some((each) => each === answer))).toEqual([]);
      for (const rest of [0, 1]) {
        const served = answers.filter((answer, number) => number % 2 === rest && answer === 200);
        expect(served.length).toBeGreaterThan(40);
      }
    });

    test("where they come one after another", async () => {
      const sequence = `
        for (let number = 0; number < 40; number += 1) {
          answers.push(call(number));
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        answers.push(...(await Promise.all(answers.splice(0))));
      `;
      const answers = await answersOf(64, sequence);
      expect(answers.filter((answer) => answer !== 200 && answer !== 503)).toEqual([]);
      expect(answers).toContain(200);
    });

    test("where another service has taken its share before", async () => {
      const second = `
        const other = await local({ root: ${JSON.stringify(root)}, functions: { f: "scripted.handler" } });
        urls.push(other.endpoint + "/2015-03-31/functions/f/invocations");
        for (const url of urls) {
          const answer = await fetch(url, { method: "POST", headers, body: "{}" });
          answers.push(answer.status);
          await answer.text();
        }
        await other.close();
      `;
      expect(await answersOf(64, second)).toEqual([200, 200, 200]);
    });
  });

  describe("elsewhere", () => {
    const start = async (first = "") => {
      const child = run(
        64,
        `${first} console.log(JSON.stringify(urls)); process.stdin.resume().on("end", () => lambda.close());`,
      );
      const errors = text(child.stderr);
      const [line] = await once(child.stdout, "data");
      const urls: readonly string[] = JSON.parse(String(line));
      const close = async () => {
        child.stdin.end();
        expect(await errors).toBe("");
      };
      return { urls, [Symbol.asyncDispose]: close };
    };

    test("each gets an answer, of the Lambda API and of an API in front of the function", async () => {
      await using service = await start();
      for (const url of service.urls) {
        const call = () =>
          fetch(url, { method: "POST", headers, body: "{}" }).catch((failure: Error) => {
            throw new Error(`${url}: ${inspect(failure)}`);
          });
        const answers = await Promise.all(Array.from({ length: 40 }, call));
        const refused = answers.filter(({ status }) => status === 503);
        expect(answers.filter(({ status }) => status === 200).length + refused.length).toBe(40);
        expect(refused.length).toBeLessThan(35);
        const [why = "ulimit -n"] = await Promise.all(refused.map((answer) => answer.text()));
        expect(why).toContain("ulimit -n");
        await Promise.all(answers.map((answer) => answer.bodyUsed || answer.arrayBuffer()));
      }
    });

    test.each([
      ["", ""],
      [
        ", also where the process has called another",
        'await new Promise((resolve) => http.get("http://127.0.0.1:1").on("error", resolve));',
      ],
    ])("also one whose request leaves a while after its connection%s", async (_, first) => {
      await using service = await start(first);
      const { port, pathname, host } = new URL(service.urls[0] ?? "");
      const call = async () => {
        const socket = connect(Number(port), "127.0.0.1");
        await once(socket, "connect");
        await setTimeout(10);
        if (socket.bytesRead > 0) return "answered before its request";
        socket.write(
          `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{"sleep":50}`,
        );
        const [answer] = await once(socket, "data");
        socket.destroy();
        return Number(String(answer).split(" ")[1]);
      };
      const answers = await Promise.all(Array.from({ length: 40 }, call));
      expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
      expect(answers).toContain(503);
    });
  });
});
