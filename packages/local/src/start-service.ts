import type { IncomingMessage, ServerResponse } from "node:http";
import { answerAwsRequest } from "./aws-api/answer-aws-request.ts";
import { type Configuration, checkConfiguration } from "./check-configuration.ts";
import { FunctionCode } from "./code/function-code.ts";
import { lambdaControl } from "./control/lambda/lambda-control.ts";
import { RestApis } from "./control/rest-apis/rest-apis.ts";
import { restApisControl } from "./control/rest-apis/rest-apis-control.ts";
import { stageOf, stageUrls } from "./control/rest-apis/stage-requests.ts";
import { AsynchronousService } from "./events/asynchronous-service.ts";
import { Injections } from "./faults/injections.ts";
import { type Api, answerApi, type NamedFront, startApi } from "./gateway/api.ts";
import { AuthorizerResults } from "./gateway/authorizers/authorizer-results.ts";
import type { Inspector } from "./inspector/inspector.ts";
import { invokeApi } from "./invoke/invoke-api.ts";
import { AccountConcurrency } from "./lambda/concurrency.ts";
import { type DebuggedEnvironment, Debuggers } from "./lambda/environment/debuggers.ts";
import { Functions } from "./lambda/functions.ts";
import type { ObservedFront } from "./lambda/invocation-observer.ts";
import { Ledger } from "./lambda/ledger.ts";
import type { LocalOptions } from "./local-options.ts";
import { withLocalUrls } from "./local-urls.ts";
import { listen } from "./loopback-server.ts";
import { ServiceResources } from "./service-resources.ts";
import { sqsApi } from "./sqs/api/sqs-api.ts";
import { stepFunctions } from "./states/states-api.ts";
import { refuseWebPages } from "./web-pages.ts";

/** The parts of a running service, and what is done to all of them. */
export interface RunningService {
  readonly account: Configuration["account"];
  /** The URL of the APIs of AWS. */
  readonly endpoint: string;
  readonly functions: Functions;
  readonly ledger: Ledger;
  readonly events: AsynchronousService;
  readonly injections: Injections;
  readonly inspector: Inspector | undefined;
  readonly debuggers: Debuggers | undefined;
  /** The URLs of the APIs in front of functions, by name. */
  apiUrls(): Readonly<Record<string, string>>;
  settled(): Promise<void>;
  reset(): Promise<void>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the parts of a service: the APIs of AWS on one port, each API in front of functions on its own.
 *
 * @throws TypeError when a configuration is wrong; it names the function, the member and what to do.
 */
export async function startService(options: LocalOptions): Promise<RunningService> {
  const checked = checkConfiguration(options);
  const { maxEnvironments = 100, apis = {} } = options;
  const resources = await ServiceResources.create({ maxEnvironments, servers: 1 + Object.keys(apis).length });
  try {
    return await startParts(options, checked, resources);
  } catch (wrong) {
    await resources.close();
    throw wrong;
  }
}

async function startParts(
  options: LocalOptions,
  { account, root, configs }: Configuration,
  resources: ServiceResources,
): Promise<RunningService> {
  const { folder, reserve, environments } = resources;
  const { keepHistory = true, watch = false, debug } = options;
  const { queues = {}, streams = {}, origins = [], hosts = [] } = options;
  const pages = { origins, hosts, ownPages: true };
  const concurrency = new AccountConcurrency(configs, options.concurrency);
  const ledger = new Ledger({ keepHistory });
  const inspector = options.inspector ? await loadInspector() : undefined;
  const observer = inspector?.observer;
  const injections = new Injections(observer);
  const apis = new Map<string, Api>();
  const code = new FunctionCode({ folder: folder.path, watch });
  const debuggers = debug ? new Debuggers(debug === true ? {} : debug, print) : undefined;
  const server = resources.add(await listen(serve, options.port, reserve.connectionRules));
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
  const states = stepFunctions(options.stateMachines ?? {}, { clock, functions, injections });
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
    states.api,
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
    for (const part of [ledger, injections, events, states, functions, authorizerResults]) part.forget();
  }

  async function reload(): Promise<void> {
    code.forget();
    functions.reload();
    await build();
  }

  async function build(): Promise<void> {
    await Promise.all([...functions.byName.values()].map(({ config }) => code.of(config)));
  }

  /** Those with a port of their own, and the stages of others. */
  function apiUrls(): Readonly<Record<string, string>> {
    const own = [...apis].map(([name, api]) => [name, api.url]);
    return { ...Object.fromEntries(own), ...stageUrls(restApis, endpoint) };
  }

  function close(): Promise<void> {
    events.clock.close();
    return resources.close();
  }

  await Promise.all([build(), states.prepare()]);
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
    apis.set(name, resources.add(await startApi(name, config, service)));
  }
  return {
    ...{ account, endpoint, functions, ledger, events, injections, inspector, debuggers },
    ...{ apiUrls, settled, reset, reload, close },
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
