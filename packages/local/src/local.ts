import type { IncomingMessage, ServerResponse } from "node:http";
import { answerAwsRequest } from "./aws-api/answer-aws-request.ts";
import { FunctionCode } from "./code/function-code.ts";
import { checkAccount } from "./config/account.ts";
import { checkAsynchronous } from "./config/asynchronous-config.ts";
import { describe, unknownName } from "./config/check.ts";
import { checkFunction } from "./config/check-function.ts";
import { lambdaControl } from "./control/lambda/lambda-control.ts";
import { RestApis } from "./control/rest-apis/rest-apis.ts";
import { restApisControl } from "./control/rest-apis/rest-apis-control.ts";
import { stageOf, stageUrls } from "./control/rest-apis/stage-requests.ts";
import { AsynchronousService } from "./events/asynchronous-service.ts";
import type { InjectionOptions } from "./faults/injection.ts";
import { type ApiTarget, type Injection, Injections } from "./faults/injections.ts";
import { type StormReport, storm } from "./faults/storm.ts";
import type { StormOptions } from "./faults/storm-options.ts";
import { type Api, answerApi, type NamedFront, startApi } from "./gateway/api.ts";
import { AuthorizerResults } from "./gateway/authorizers/authorizer-results.ts";
import { checkApiTarget } from "./gateway/own-failures.ts";
import type { Inspector } from "./inspector/inspector.ts";
import { invokeApi } from "./invoke/invoke-api.ts";
import { AccountConcurrency } from "./lambda/concurrency.ts";
import { DescriptorReserve } from "./lambda/descriptor-reserve.ts";
import { type DebuggedEnvironment, Debuggers } from "./lambda/environment/debuggers.ts";
import { ServiceFolder } from "./lambda/environment/service-folder.ts";
import { EnvironmentPool } from "./lambda/environment-pool.ts";
import { findTarget, type Target } from "./lambda/find-target.ts";
import { parseFunctionName } from "./lambda/function-name.ts";
import { Functions } from "./lambda/functions.ts";
import type { ObservedFront } from "./lambda/invocation-observer.ts";
import type { LambdaFunction } from "./lambda/lambda-function.ts";
import { Ledger, type Runs } from "./lambda/ledger.ts";
import { checkOptions, type LocalOptions } from "./local-options.ts";
import { withLocalUrls } from "./local-urls.ts";
import { listen } from "./loopback-server.ts";
import { runS3Batch } from "./s3-batch/run-s3-batch.ts";
import type { S3BatchOptions, S3BatchTaskReport } from "./s3-batch/s3-batch-options.ts";
import { sqsApi } from "./sqs/api/sqs-api.ts";
import { checkQueues } from "./sqs/check-queues.ts";
import type { Queue } from "./sqs/queue.ts";
import { checkStreams } from "./streams/check-streams.ts";
import type { Stream } from "./streams/stream.ts";
import type { Clock } from "./virtual-clock.ts";
import { refuseWebPages } from "./web-pages.ts";

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
  /** The URL of the APIs of AWS that are served: Lambda and SQS. Requests of other services are refused. */
  readonly endpoint: string;
  /** The configuration of an SDK client: `new LambdaClient(lambda.client)`. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
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
  checkOptions(options);
  const {
    root = process.cwd(),
    keepHistory = true,
    maxEnvironments = 100,
    origins = [],
    hosts = [],
  } = options;
  const pages = { origins, hosts, ownPages: true };
  const account = checkAccount(options);
  const configs = Object.entries(options.functions).map(([name, config]) =>
    checkFunction(name, config, { root }),
  );
  const concurrency = new AccountConcurrency(configs, options.concurrency);
  const { queues = {}, streams = {} } = options;
  checkQueues(queues, configs);
  const targets = { functions: configs.map(({ name }) => name), queues: Object.keys(queues) };
  for (const { name, asynchronous } of configs) checkAsynchronous(name, asynchronous, targets);
  checkStreams(streams, targets);
  const ledger = new Ledger({ keepHistory });
  const inspector = options.inspector ? await loadInspector() : undefined;
  const observer = inspector?.observer;
  const injections = new Injections(observer);
  const apis = new Map<string, Api>();
  const folder = await ServiceFolder.create();
  const reserve = new DescriptorReserve(1 + Object.keys(options.apis ?? {}).length);
  const environments = new EnvironmentPool(maxEnvironments, reserve);
  const { watch = false } = options;
  const code = new FunctionCode({ folder: folder.path, watch });
  const debuggers = options.debug
    ? new Debuggers(options.debug === true ? {} : options.debug, print)
    : undefined;
  const server = await listen(serve, options.port, reserve.connectionRules).catch(async (failure) => {
    reserve.close();
    await folder.remove();
    throw failure;
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const functions = new Functions({
    account,
    configs,
    concurrency,
    ledger,
    onLog: options.onLog,
    keepHistory,
    environmentContext: {
      region: account.region,
      endpoint,
      folder: folder.path,
      watch,
      debuggers,
      localUrls: (text) => withLocalUrls(text, { account, endpoint, apis }),
    },
    environments,
    code,
    observer,
  });
  const events = new AsynchronousService({ functions, queues, streams, injections, endpoint });
  const { queues: registry, clock } = events;
  inspector?.inspect({ clock, injections, functionNames: () => functions.names, queues: registry.byName });
  const authorizerResults = new AuthorizerResults(clock);
  const control = lambdaControl({
    functions,
    events,
    codeFolder: folder.path,
    declared: { configs: options.functions, root },
  });
  const restApis = new RestApis(options.apis ?? {}, {
    functions,
    injections,
    authorizerResults,
    replaceFront: (name, front) => apis.get(name)?.replace(front),
  });
  const awsApis = [
    invokeApi({ functions, injections, events, control }),
    restApisControl(restApis),
    sqsApi({ queues: registry, clock, account }),
  ];

  function serve(request: IncomingMessage, response: ServerResponse): void {
    if (inspector?.answer(request, response)) return;
    const stage = stageOf(restApis, request);
    // The APIs are for pages too, those of AWS are not.
    const visitors = stage === undefined ? { origins: [], hosts, ownPages: false } : pages;
    if (refuseWebPages(request, response, visitors)) return;
    const answer = () =>
      stage === undefined
        ? void answerAwsRequest(awsApis, request, response)
        : answerApi(stage, request, response);
    if (observer === undefined) answer();
    else observer.request(frontOf(stage), { message: request, response }, answer);
  }

  function settled(): Promise<void> {
    return events.clock.settled();
  }

  async function reset(): Promise<void> {
    await settled();
    for (const part of [ledger, injections, events, functions, authorizerResults]) part.forget();
  }

  async function reload(): Promise<void> {
    code.forget();
    functions.reload();
    await build();
  }

  async function build(): Promise<void> {
    await Promise.all([...functions.byName.values()].map(({ config }) => code.of(config)));
  }

  function knownTarget(call: string, functionName: string): Target {
    knownFunction(call, parseFunctionName(functionName)?.name ?? functionName);
    const found = findTarget(functions, functionName);
    if ("status" in found) throw new TypeError(`${call}: ${found.body.Message}`);
    return found;
  }

  function knownFunction(call: string, name: string): LambdaFunction {
    return find(call, name, { kind: "function", all: functions.byName });
  }

  /** Those with a port of their own, and the stages of others. */
  function apiUrls(): Readonly<Record<string, string>> {
    const own = [...apis].map(([name, api]) => [name, api.url]);
    return { ...Object.fromEntries(own), ...stageUrls(restApis, endpoint) };
  }

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= end();
    return closed;
  };

  async function end(): Promise<void> {
    events.clock.close();
    // First, so that callers see their connection end instead of a function that was killed.
    await Promise.all([server, ...apis.values()].map((each) => each.close()));
    try {
      await environments.dispose();
    } finally {
      reserve.close();
      await folder.remove();
    }
  }

  try {
    await build();
    for (const [name, config] of Object.entries(options.apis ?? {})) {
      const mayInvoke = restApis.permissionOf(name);
      const { connectionRules } = reserve;
      const service = {
        functions,
        injections,
        mayInvoke,
        authorizerResults,
        visitors: pages,
        connectionRules,
      };
      apis.set(name, await startApi(name, config, service));
    }
  } catch (wrong) {
    await close();
    throw wrong;
  }
  return {
    endpoint,
    client: {
      endpoint,
      region: account.region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    },
    inspector: inspector && `${endpoint}/?token=${inspector.token}`,
    get functions() {
      return functions.names;
    },
    get apis() {
      return apiUrls();
    },
    url: (api, path = "") =>
      find("url", api, { kind: "api", all: new Map(Object.entries(apiUrls())) }) + checkPath(path),
    clock: events.clock,
    settled,
    reset,
    reload,
    get debuggers() {
      return debuggers?.listening ?? [];
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

/** Prints where a debugger can attach. */
function print({ functionName, url }: DebuggedEnvironment): void {
  process.stderr.write(`local: a debugger can attach to ${functionName} on ${url}\n`);
}

function frontOf(stage: NamedFront | undefined): ObservedFront {
  return stage === undefined ? { type: "lambda" } : { type: "api", name: stage.name, kind: "rest" };
}

/** Loads it where it is asked for, so that a service without it starts no later. */
async function loadInspector(): Promise<Inspector> {
  const { Inspector } = await import("./inspector/inspector.ts");
  return new Inspector();
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
