import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import observations from "../../../cases/node-ric-observations.json" with { type: "json" };
import { programOf } from "../src/config/find-program.ts";
import { Environment } from "../src/lambda/environment/environment.ts";
import { continueTrace } from "../src/trace.ts";

/*
 * Every handler that was run under AWS's runtime client with its native addon runs here under the bundled client
 * with our stand-in; what it posts, and how its process ends, must be the same.
 */

const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SKIPPED: Record<string, string> = {
  "env-no-handler": "local always sets _HANDLER",
  "env-missing-memory": "local always sets the memory size",
  "big-message-7mb": "the addon drops an error whose head is over 1 MiB; the stand-in posts it",
  "oom-heap": "takes seconds and a gigabyte; process-abort ends the same way",
  "stream-not-ended": "ends at the time-out, whatever the client",
  "stream-error-name-bad-header": "the addon's process hangs where the stand-in's exits; no answer in both",
  "stream-error-name-unicode": "as stream-error-name-bad-header",
};

const cases = observations.cases.filter(({ name }) => !Object.hasOwn(SKIPPED, name));

test.concurrent.each(cases.map((each) => [each.name, each] as const))(
  "%s: it posts the same and ends the same",
  async (name, observed) => {
    const taskRoot = join(folder, name);
    mkdirSync(taskRoot);
    for (const [file, source] of Object.entries(observed.handlerSource))
      writeFileSync(join(taskRoot, file), source);
    const config = {
      name: "function",
      timeout: 10,
      memorySize: 128,
      environment: definedOnly(observed.env ?? {}),
      reservedConcurrency: undefined,
      asynchronous: {},
      tenantIsolationMode: undefined,
      versions: 0,
      aliases: {},
      recursiveLoop: "Terminate" as const,
      capacityProvider: undefined,
      ...programOf(
        "function",
        { handler: "scripted.handler" },
        { root: join(import.meta.dirname, "functions") },
      ),
      handlerInTask: observed.handlerString,
      taskRoot,
    };
    const environment = await Environment.create(config, {
      region: "us-east-1",
      endpoint: "http://127.0.0.1:1",
      folder,
      version: "$LATEST",
      localUrls: (text) => text,
    });
    try {
      const outcome = await environment.invoke({
        requestId: "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        trace: continueTrace(),
        payload: Buffer.from("{}"),
        functionArn: "arn:aws:lambda:us-east-1:123456789012:function:function",
      });
      const actual = normalised(outcome.body.toString("utf8"), taskRoot);
      const [post] = observed.posts;
      if (post === undefined) {
        expect(actual).toMatchObject({
          errorType: "Runtime.ExitError",
          errorMessage: exitMessage(observed.exit),
        });
      } else if (post.body.endsWith(" chars]")) {
        // Recorded in part.
        expect(outcome.body.toString("utf8")).toContain(post.body.split("...[")[0]);
      } else {
        expect(actual).toEqual(normalised(errorThatEnds(post.trailers) ?? post.body, taskRoot));
      }
    } finally {
      await environment.dispose();
    }
  },
);

/** The error in the trailers of a streamed answer. */
function errorThatEnds(trailers: readonly (readonly string[])[]): string | undefined {
  const [, recorded] = trailers.find(([name]) => name === "Lambda-Runtime-Function-Error-Body") ?? [];
  return recorded?.replace("base64 of: ", "");
}

/** Paths as recorded. */
function normalised(body: string, taskRoot: string): unknown {
  const text = body.replaceAll(taskRoot, "/var/task");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function exitMessage({ code, signal }: { code: number | null; signal: string | null }): RegExp | string {
  const texts: Record<string, string> = { SIGABRT: "signal: aborted", SIGKILL: "signal: killed" };
  const how = signal
    ? `with error: ${texts[signal]}`
    : code === 0
      ? "without providing a reason"
      : `with error: exit status ${code}`;
  return `RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd Error: Runtime exited ${how}`;
}

function definedOnly(environment: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}
