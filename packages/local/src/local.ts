import { describe, unknownName } from "./config/check.ts";
import type { InjectionOptions } from "./faults/injection.ts";
import type { ApiTarget, Injection } from "./faults/injections.ts";
import { type StormReport, storm } from "./faults/storm.ts";
import type { StormOptions } from "./faults/storm-options.ts";
import { checkApiTarget } from "./gateway/own-failures.ts";
import type { DebuggedEnvironment } from "./lambda/environment/debuggers.ts";
import { findTarget, type Target } from "./lambda/find-target.ts";
import { parseFunctionName } from "./lambda/function-name.ts";
import type { LambdaFunction } from "./lambda/lambda-function.ts";
import type { Runs } from "./lambda/ledger.ts";
import type { LocalOptions } from "./local-options.ts";
import { runS3Batch } from "./s3-batch/run-s3-batch.ts";
import type { S3BatchOptions, S3BatchTaskReport } from "./s3-batch/s3-batch-options.ts";
import type { Queue } from "./sqs/queue.ts";
import { startService } from "./start-service.ts";
import type { Stream } from "./streams/stream.ts";
import type { Clock } from "./virtual-clock.ts";

/**
 * A running Lambda service. It keeps the process alive until `close()` is called; `await using` calls it at the end of a
 * block, in Node.js 24 and in TypeScript that is compiled for older versions.
 */
export interface Local extends AsyncDisposable {
  /**
   * Ends the service: connections, functions' processes and their folders. Calling it again waits for the same end.
   *
   * @example
   * afterAll(() => lambda.close());
   */
  close(): Promise<void>;
  /** The URL of the APIs of AWS that are served: Lambda, SQS and API Gateway. Requests of other services are refused. */
  readonly endpoint: string;
  /** The configuration of an SDK client: `new LambdaClient(lambda.client)`. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    /** Keeps `sync-` away from the name of this machine, which `StartSyncExecution` would have before it. */
    readonly disableHostPrefix: true;
  };
  /**
   * The URL of the inspector, a page that shows calls, retries and injected failures. It has a token, so keep it to
   * yourself; undefined without the option `inspector`.
   */
  readonly inspector: string | undefined;
  /** The names of the functions. */
  readonly functions: readonly string[];
  /** The URL of each API by name, and of each stage that requests have deployed by API and stage: `a1b2c3d4e5/dev`. */
  readonly apis: Readonly<Record<string, string>>;
  /** Returns the URL of an API: `lambda.url("shop", "/orders/1")`. */
  url(api: string, path?: string): string;
  /** Returns the runs of a function's handler, first to last. */
  runs(functionName: string): Runs;
  /**
   * Returns the lines of a function's log: START to REPORT of its last thousand invocations, in the order they
   * ended.
   */
  logs(functionName: string): readonly string[];
  /** The clock on which retries and queues wait: `await lambda.clock.advance({ minutes: 1 })`. */
  readonly clock: Clock;
  /** Resolves when everything that is due is done: events, batches, and what followed from them. */
  settled(): Promise<void>;
  /** Returns a queue, to send messages and to read them. */
  queue(name: string): Queue;
  /** Returns a stream, to put records into it. */
  stream(name: string): Stream;
  /**
   * Runs a job of S3 Batch Operations, which invokes a function for each key, and returns its completion report.
   *
   * @throws TypeError when an option is wrong, or the function is not there.
   * @example
   * const report = await lambda.s3Batch("tag-object", { bucket: "photos", keys: ["a.jpg", "b.jpg"] });
   */
  s3Batch(functionName: string, options: S3BatchOptions): Promise<readonly S3BatchTaskReport[]>;
  /**
   * Makes the service like new for the next test: removes runs, logs, injections, messages and events that wait for
   * another try. Resolves when those in progress are done. Environments stay warm, and the clock stays.
   */
  reset(): Promise<void>;
  /**
   * Makes later calls run the code of now: warm environments are replaced, running calls go on. With `watch` there is no need.
   *
   * @throws Error naming file, line and column where TypeScript cannot be built.
   */
  reload(): Promise<void>;
  /** The environments that a debugger can attach to now, with `debug`. */
  readonly debuggers: readonly DebuggedEnvironment[];
  /**
   * Makes calls of a function fail, before or after its handler ran, or calls through an API or one of its routes.
   *
   * @throws TypeError when the injection is wrong; it names the member and what to do.
   * @example
   * lambda.fail("charge", { after: "ran", with: "reset", times: 1 });
   * lambda.fail({ api: "shop", route: "POST /charges" }, { after: "ran", with: { status: 504 } });
   */
  fail<Payload>(target: string | ApiTarget, injection: InjectionOptions<Payload>): Injection;
  /**
   * Makes the calls of a scenario while random failures are injected, the same for the same seed. It shows whether
   * a caller's retries are safe, for any caller.
   *
   * @throws TypeError when an option is wrong.
   * @throws Error when a call that is not idempotent ran twice, with the injections and runs that led there.
   * @example
   * await lambda.storm({ seed: 1, calls: 200, call: (number) => charge({ orderId: `order-${number}` }) });
   */
  storm<Payload>(options: StormOptions<Payload>): Promise<StormReport>;
}

/**
 * Starts a Lambda service on this machine. Functions run under AWS's own Node.js runtime client, each in a
 * process of its own; the service listens on loopback only and ends with `close()`.
 *
 * @throws TypeError when a configuration is wrong; it names the function, the member and what to do.
 */
export async function local(options: LocalOptions): Promise<Local> {
  const service = await startService(options);
  const { account, endpoint, functions, ledger, events, injections, inspector, settled, close } = service;

  function knownTarget(call: string, functionName: string): Target {
    knownFunction(call, parseFunctionName(functionName)?.name ?? functionName);
    const found = findTarget(functions, functionName);
    if ("status" in found) throw new TypeError(`${call}: ${found.body.Message}`);
    return found;
  }

  function knownFunction(call: string, name: string): LambdaFunction {
    return find(call, name, { kind: "function", all: functions.byName });
  }

  return {
    endpoint,
    client: {
      endpoint,
      region: account.region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      disableHostPrefix: true,
    },
    inspector: inspector && `${endpoint}/?token=${inspector.token}`,
    get functions() {
      return functions.names;
    },
    get apis() {
      return service.apiUrls();
    },
    url: (api, path = "") =>
      find("url", api, { kind: "api", all: new Map(Object.entries(service.apiUrls())) }) + checkPath(path),
    clock: events.clock,
    settled,
    reset: service.reset,
    reload: service.reload,
    get debuggers() {
      return service.debuggers?.listening ?? [];
    },
    queue: (name) => find("queue", name, { kind: "queue", all: events.queues.byName }),
    s3Batch: (functionName, options) =>
      runS3Batch(options, { injections, findTarget: () => knownTarget("s3Batch", functionName) }),
    stream: (name) => find("stream", name, { kind: "stream", all: events.streams }),
    runs: (functionName) => ledger.of(knownFunction("runs", functionName).name),
    logs: (functionName) => knownFunction("logs", functionName).log.lines,
    storm: (options) => storm(options, { injections, ledger, functionNames: functions.names, settled }),
    fail: (target, injection) => {
      if (typeof target === "string") return injections.add(knownFunction("fail", target).name, injection);
      checkApiTarget(target, options.apis ?? {}, injection);
      return injections.add(target, injection);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function checkPath(path: string): string {
  if (path === "" || path.startsWith("/")) return path;
  throw new TypeError(`url: a path begins with "/"; it is ${describe(path)}`);
}

interface Known<Value> {
  readonly kind: string;
  readonly all: ReadonlyMap<string, Value>;
}

function find<Value>(call: string, name: string, { kind, all }: Known<Value>): Value {
  const found = all.get(name);
  if (found !== undefined) return found;
  throw unknownName(call, name, { kind, names: all.keys() });
}
