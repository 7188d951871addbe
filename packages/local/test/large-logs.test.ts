import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { local } from "../src/index.ts";
import { call } from "./call.ts";

const root = `${import.meta.dirname}/functions`;
const MIB = 1024 * 1024;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** The bytes that buffers and texts hold, without those that are garbage. */
function heldOutsideOfTheHeap(): number {
  collectGarbage();
  return process.memoryUsage().external;
}

test("a log larger than any text keeps its two ends, the run is recorded and the service ends", async () => {
  const lambda = await local({ root, functions: { f: { handler: "verbose.handler", timeout: 60 } } });
  const { payload, log } = await call(lambda, "f", { megabytes: 600 });
  expect(payload).toBe("written");
  expect(log).toMatch(/last line\nEND RequestId: .*\nREPORT /);
  const [run] = lambda.runs("f");
  expect(run?.outcome).toBe("returned");
  expect(run?.log.length).toBeLessThan(9 * MIB);
  expect(run?.log).toMatch(/^START .*\nfirst line\n/);
  expect(run?.log).toMatch(
    /\n\[@faultwire\/local left out \d+ bytes here: a log keeps its first and its last 4 MiB\]\n/,
  );
  expect(lambda.logs("f").slice(-3)).toEqual([
    "last line",
    expect.stringMatching(/^END/),
    expect.stringMatching(/^REPORT/),
  ]);
  await lambda.close();
});

test("many large logs together stay within bounds: the oldest keep their end", async () => {
  await using lambda = await local({ root, functions: { f: { handler: "verbose.handler", timeout: 60 } } });
  const before = heldOutsideOfTheHeap();
  for (let number = 0; number < 20; number += 1) await call(lambda, "f", { megabytes: 7 });
  expect(heldOutsideOfTheHeap() - before).toBeLessThan(100 * MIB);
  const logs = lambda.runs("f").map(({ log }) => log);
  expect(logs[0]).toMatch(/^\[@faultwire\/local left out \d+ bytes here: logs are too many\]\n/);
  expect(logs.every((log) => /last line\nEND RequestId: .*\nREPORT /.test(log))).toBe(true);
  expect(logs.at(-1)?.length).toBeGreaterThan(7 * MIB);
  expect(lambda.logs("f").filter((line) => line.startsWith("REPORT"))).toHaveLength(20);
});
