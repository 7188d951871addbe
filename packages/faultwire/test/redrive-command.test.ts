import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runRedrive } from "../src/command/redrive-command.ts";
import { UsageError } from "../src/usage-error.ts";

/* The command itself, on queues of local. Each test has a queue of its own, so that they run together. */

const MAIN = join(import.meta.dirname, "../src/main.ts");
const NAMES = ["look", "crash", "again", "plan", "edit", "files"];

let lambda: Local;
let sqs: SQSClient;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "faultwire-redrive-"));
  lambda = await local({
    root: import.meta.dirname,
    functions: {},
    queues: Object.fromEntries(
      NAMES.flatMap((name) => [
        [name, { redrivePolicy: { deadLetterQueue: `${name}-dead`, maxReceiveCount: 1 } }],
        [`${name}-dead`, {}],
      ]),
    ),
  });
  sqs = new SQSClient(lambda.client);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "a");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "b");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  sqs.destroy();
  await lambda.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Options {
  readonly endpoint?: string;
  readonly cwd?: string;
}

function start(
  parameters: readonly string[],
  { endpoint = lambda.endpoint, cwd = import.meta.dirname }: Options = {},
) {
  const flags = ["--conditions=@faultwire/source", "--no-warnings", MAIN, "redrive", ...parameters];
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const env = {
    ...{ PATH, NODE_COMPILE_CACHE, AWS_ENDPOINT_URL: endpoint, AWS_REGION: "us-east-1" },
    ...{ AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" },
  };
  const child = spawn(process.execPath, flags, { cwd, env });
  child.stdin.end();
  const result = Promise.all([buffer(child.stdout), buffer(child.stderr), once(child, "close")]).then(
    ([stdout, stderr]) => ({ code: child.exitCode, stdout: String(stdout), stderr: String(stderr) }),
  );
  return { child, result };
}

/** Runs the command in this process: many starts of Node.js take long. */
async function redrive(...parameters: readonly string[]) {
  const printed: string[] = [];
  try {
    const all = [...parameters, "--endpoint", lambda.endpoint];
    const code = await runRedrive(parameters.includes("--endpoint") ? parameters : all, (text) =>
      printed.push(text),
    );
    return { code, stdout: `${printed.join("\n")}\n`, stderr: "" };
  } catch (wrong) {
    if (!(wrong instanceof UsageError)) throw wrong;
    return { code: 2, stdout: "", stderr: wrong.message };
  }
}

const bodies = (queue: string) => lambda.queue(queue).messages.map(({ Body }) => Body);

/** Sends messages that a consumer received, and did not delete. */
async function giveUp(queue: string, ...messages: readonly string[]) {
  for (const message of messages) lambda.queue(queue).send(message);
  const { url: QueueUrl } = lambda.queue(queue);
  for (let count = 0; count < 2; count += 1)
    await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }));
  expect(bodies(`${queue}-dead`)).toHaveLength(messages.length);
}

/** A service on the way to local that does something before it passes a request on. */
async function between(before: (operation: string) => boolean) {
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = await buffer(request);
    if (!before(String(request.headers["x-amz-target"]).replace(/^.*\./, ""))) {
      request.socket.destroy();
      return;
    }
    const { "content-length": _, ...headers } = request.headers;
    const init = { method: String(request.method), headers: headers as Record<string, string>, body };
    const answer = await fetch(new URL(String(request.url), lambda.endpoint), init);
    const { "content-length": __, ...answered } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, answered).end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Runs the command, and kills it when it wants to delete what it has sent. */
async function crashBeforeDeleting(parameters: readonly string[]) {
  const proxy = await between((operation) => operation !== "DeleteMessageBatch" || !child.kill("SIGKILL"));
  const { child, result } = start(parameters, proxy);
  expect((await result).code).toBeNull();
  proxy.close();
  // Messages that a killed command holds are visible again when their time is over.
  await lambda.clock.advance({ minutes: 6 });
}

describe.concurrent("faultwire redrive", () => {
  test("shows what there is and sends nothing, for people and for programs", async () => {
    await giveUp("look", "one", "two");
    const { code, stdout } = await redrive("--queue", "look-dead");
    expect(stdout).toContain("look-dead: 2 letters, 0 to send again\n");
    expect(stdout).toContain(
      "no error type is recorded, 2 letters\n  did it run unknown. SQS records no error:",
    );
    expect(stdout).toContain("\n  send       no. The function may have run, and a second run might do harm.");
    const json = await redrive("--queue", lambda.queue("look-dead").url, "--idempotent", "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ letters: 2, toSend: 2, sent: 0, executed: false });
    expect([code, json.code, bodies("look"), bodies("look-dead")]).toEqual([0, 0, [], ["one", "two"]]);
  });

  test("is carried on by its plan after a crash between sending and deleting: nothing is lost, nothing is sent twice", async () => {
    await giveUp("crash", "one", "two");
    const plan = ["--plan", join(folder, "crash.plan"), "--execute"];
    await crashBeforeDeleting(["--queue", "crash-dead", "--idempotent", ...plan]);
    expect([bodies("crash"), bodies("crash-dead")]).toEqual([
      ["one", "two"],
      ["one", "two"],
    ]);
    const { code, stdout } = await redrive(...plan);
    expect(stdout).toContain("0 letters sent, 2 deleted, 0 where they were.");
    expect([code, bodies("crash"), bodies("crash-dead")]).toEqual([0, ["one", "two"], []]);
    expect(await redrive(...plan)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("0 letters sent, 0 deleted"),
    });
  });

  test("sends at least once where it crashes without a plan", async () => {
    await giveUp("again", "one");
    const parameters = ["--queue", "again-dead", "--idempotent", "--execute"];
    await crashBeforeDeleting(parameters);
    const { stdout } = await redrive(...parameters);
    expect(stdout).toContain("A letter is sent at least once");
    expect([bodies("again"), bodies("again-dead")]).toEqual([["one", "one"], []]);
  });

  test("carries a plan out as it is: letters that came later stay", async () => {
    await giveUp("plan", "one");
    const file = join(folder, "later.plan");
    const made = await redrive("--queue", "plan-dead", "--idempotent", "--plan", file);
    expect([made.code, bodies("plan")]).toEqual([0, []]);
    expect(readFileSync(file, "utf8")).not.toContain('one"');
    lambda.queue("plan-dead").send("later");
    expect(await redrive("--plan", file)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("carry it out with --execute"),
    });
    expect(await redrive("--plan", file, "--execute", "--to", "other")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("made with another to"),
    });
    const { stdout } = await redrive("--plan", file, "--execute", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      letters: 2,
      sent: 1,
      deleted: 1,
      groups: expect.arrayContaining([expect.objectContaining({ because: "It is not in the plan." })]),
    });
    expect([bodies("plan"), bodies("plan-dead")]).toEqual([["one"], ["later"]]);
  });

  test("sends no letter that was taken out of the plan, and refuses what is not a plan", async () => {
    await giveUp("edit", "one", "two");
    const file = join(folder, "edited.plan");
    await redrive("--queue", "edit-dead", "--idempotent", "--plan", file);
    const [head = "", first = "", second = ""] = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, [head, first.replace('"send":true', '"send":false'), second].join("\n"));
    const { stdout } = await redrive("--plan", file, "--execute", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ sent: 1, deleted: 1 });
    expect([bodies("edit").length, bodies("edit-dead").length]).toEqual([1, 1]);
    const broken = {
      [head]: "",
      [`${head}\n{"letter":"a","send":"yes"}`]: ':2: "send" is true or false',
      [`${head}\nx\n{"sent":"a"}`]: ":2 is not a line of JSON",
      "{}": "is not a plan",
    };
    for (const [index, [text, message]] of Object.entries(broken).entries()) {
      writeFileSync(file, text);
      if (index > 0) expect((await redrive("--plan", file, "--execute")).stderr).toContain(message);
    }
  });

  test("sends letters of files once, however often the command is repeated", async () => {
    const file = join(folder, "letters.json");
    const DeadLetterQueueSourceArn = "arn:aws:sqs:us-east-1:000000000000:files";
    const letter = (id: string) => ({
      MessageId: id,
      Body: `letter ${id}`,
      Attributes: { DeadLetterQueueSourceArn },
      MessageAttributes: {},
    });
    writeFileSync(file, JSON.stringify({ Messages: [letter("a"), letter("b"), letter("a")] }));
    const parameters = [file, "--idempotent", "--execute"];
    expect(await redrive(...parameters)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("needs --plan FILE"),
    });
    const plan = ["--plan", join(folder, "files.plan")];
    expect(await redrive(...parameters, ...plan)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("2 letters sent, 0 deleted"),
    });
    expect(await redrive(...parameters, ...plan)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("0 letters sent"),
    });
    expect(bodies("files")).toEqual(["letter a", "letter b"]);
  });

  test("sends what a catalog declares safe to repeat", async () => {
    const trace = ["CarrierBusy: no room", '[faultwire:1] {"catalog":"shipping","retryable":true}'];
    const record = {
      requestContext: { requestId: "r", condition: "RetriesExhausted", functionArn: "ship" },
      responseContext: { functionError: "Unhandled" },
      ...{
        requestPayload: {},
        responsePayload: { errorType: "CarrierBusy", errorMessage: "no room", trace },
      },
    };
    const file = join(folder, "busy.json");
    writeFileSync(file, JSON.stringify(record));
    const parameters = [file, "--function", "ship", "--json"];
    const [without, declared] = [
      await redrive(...parameters),
      await redrive(...parameters, "--catalog", join(import.meta.dirname, "functions/faults.mjs")),
    ];
    expect(JSON.parse(without.stdout)).toMatchObject({ toSend: 0 });
    const because = "The fault's author promised that calling again is safe, and CarrierBusy may pass.";
    expect(JSON.parse(declared.stdout)).toMatchObject({
      toSend: 1,
      groups: [{ because, execution: "started" }],
    });
  });

  test("names what is missing, and what to do", async () => {
    writeFileSync(join(folder, "broken.json"), '{"a":1}\n{"a":');
    writeFileSync(join(folder, "none.json"), '{"a":1}');
    const cases: [parameters: readonly string[], code: number, message: string][] = [
      [[], 2, "name files, or a queue with --queue"],
      [["a.json", "--queue", "q"], 2, "name a queue or files, and not both"],
      [["--queue", "q", "--limit", "0"], 2, "--limit is a number of messages; it is 0"],
      [["--queue", "q", "--endpoint", "localhost"], 2, "--endpoint is a URL"],
      [["--queue", "q", "--exceute"], 2, "Unknown option '--exceute'"],
      [["--queue", "look-dead", "--catalog", "gone.ts"], 2, "redrive: there is no file gone.ts"],
      [["--queue", "gone"], 2, "the queue gone cannot be found: QueueDoesNotExist"],
      [
        ["--queue", "arn:aws:sqs:eu-west-1:000000000000:look-dead", "--region", "us-east-1"],
        2,
        "another region than us-east-1: give --region eu-west-1",
      ],
      [["--queue", "files-dead", "--to", "files-dead"], 2, "--to is the queue itself"],
      [["--plan", join(folder, "gone.plan"), "--execute"], 2, "there is no plan"],
      [[join(folder, "broken.json")], 2, "broken.json:2 is not JSON"],
      [[join(folder, "gone.json")], 2, "gone.json cannot be read: ENOENT"],
      [[join(folder, "none.json")], 1, ""],
    ];
    const results = await Promise.all(cases.map(async ([parameters]) => await redrive(...parameters)));
    for (const [index, [, code, message]] of cases.entries()) {
      expect(results[index]?.stderr).toContain(message);
      expect(results[index]?.code).toBe(code);
    }
  });

  test("names the SDK that the project lacks, and reads files without it", async () => {
    const missing = await start(["--queue", "look-dead"], { cwd: folder }).result;
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining(
        `@aws-sdk/client-sqs is not installed in ${folder}: run npm install @aws-sdk/client-sqs there`,
      ),
    ]);
    writeFileSync(
      join(folder, "record.json"),
      '{"requestContext":{"requestId":"r","condition":"RetriesExhausted","functionArn":"f"},"requestPayload":1,"responsePayload":{"errorType":"No\\u001b[31m\\n","errorMessage":"m"}}',
    );
    const read = await start(["record.json"], { cwd: folder }).result;
    expect([read.code, read.stdout]).toEqual([0, expect.stringContaining("1 letter, 0 to send again")]);
    // Letters are written by others.
    expect(read.stdout).not.toContain("\u001b");
  });
});
