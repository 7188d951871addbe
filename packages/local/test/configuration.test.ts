import { expect, test, vi } from "vitest";
import { type AsynchronousConfig, local } from "../src/index.ts";

const root = `${import.meta.dirname}/functions`;
const functions = { f: "scripted.handler" };
const asynchronous = (config: AsynchronousConfig) => ({
  functions: { f: { handler: "scripted.handler", asynchronous: config } },
  queues: { q: {}, "q.fifo": {} },
});

const custom = (integration: object) => ({ function: "f", ...integration });
const rest = (route: unknown, gatewayResponses?: object) => ({
  functions,
  apis: { a: { type: "rest", routes: { "GET /": route }, ...(gatewayResponses && { gatewayResponses }) } },
});

test.each([
  ["a name that is none", { functions: { "a b": "scripted.handler" } }, 'function "a b": a name has 1 to 64'],
  [
    "a handler without an export",
    { functions: { f: "scripted" } },
    'function f: handler is "<module>.<export>"',
  ],
  [
    "a file in the handler's place",
    { functions: { f: "./scripted.mjs" } },
    'function f: "./scripted.mjs" names a file; the handler is its export, for example "./scripted.handler"',
  ],
  [
    "a handler that leaves the task root, which Lambda's runtime refuses",
    { functions: { f: "../test/scripted.handler" } },
    'function f: Lambda takes no handler with ".."; it is "../test/scripted.handler"',
  ],
  [
    "a codeUri that is not there",
    { functions: { f: { handler: "scripted.handler", codeUri: "nowhere" } } },
    `function f: codeUri is a folder; ${root}/nowhere is not one`,
  ],
  [
    "a recursiveLoop that Lambda has not",
    { functions: { f: { handler: "scripted.handler", recursiveLoop: true } } },
    "function f: recursiveLoop is one of Allow, Terminate; it is true",
  ],
  ["a module that is not there", { functions: { f: "nope.handler" } }, "function f: no module"],
  [
    "a time-out of none",
    { functions: { f: { handler: "scripted.handler", timeout: 0 } } },
    "function f: timeout is in seconds",
  ],
  [
    "a time-out that is a text",
    { functions: { f: { handler: "scripted.handler", timeout: "3" } } },
    'function f: timeout is in seconds, above 0 and at most 900; it is "3"',
  ],
  [
    "a broken concurrency",
    { functions: { f: { handler: "scripted.handler", reservedConcurrency: -1 } } },
    "function f: reservedConcurrency",
  ],
  [
    "a memory that Lambda has not",
    { functions: { f: { handler: "scripted.handler", memorySize: 64 } } },
    "function f: memorySize is a whole number of megabytes from 128 to 10240; it is 64",
  ],
  [
    "a configuration without a handler",
    { functions: { f: { timeout: 1 } } },
    'function f: handler is a text like "dist/orders.handler"; it is undefined',
  ],
  [
    "an environment variable that Lambda reserves",
    { functions: { f: { handler: "scripted.handler", environment: { AWS_REGION: "eu-west-1" } } } },
    "function f: environment sets AWS_REGION, which Lambda reserves; leave it out",
  ],
  [
    "an environment variable that is no text",
    { functions: { f: { handler: "scripted.handler", environment: { LIMIT: 5 } } } },
    'function f: environment maps a name of letters, digits and "_", a letter first, to a text; it has "LIMIT": 5',
  ],
  [
    "an environment over 4 KB",
    { functions: { f: { handler: "scripted.handler", environment: { LARGE: "x".repeat(4096) } } } },
    "function f: environment has 4101 bytes, at most 4096 are allowed",
  ],
  [
    "a runtime that it does not know",
    { functions: { f: { handler: "scripted.handler", runtime: "nodejs18.x" } } },
    'function f: runtime is one of nodejs26.x, nodejs24.x, nodejs22.x, provided.al2023; it is "nodejs18.x": for another language, give provided.al2023 a command',
  ],
  [
    "a runtime of another language, with a command",
    { functions: { f: { handler: "app.handler", runtime: "python3.12", command: ["python3"] } } },
    'it is "python3.12": for another language, give provided.al2023 a command',
  ],
  [
    "a command for a Node.js runtime",
    { functions: { f: { handler: "scripted.handler", command: ["node"] } } },
    "function f: command is for the runtime provided.al2023; it has nodejs24.x",
  ],
  [
    "a Node.js for another runtime",
    { functions: { f: { handler: "scripted.handler", runtime: "provided.al2023", node: "node" } } },
    "function f: node is for Node.js runtimes; give provided.al2023 a command",
  ],
  [
    "a Node.js that is not there",
    { functions: { f: { handler: "scripted.handler", node: "./node" } } },
    `function f: ./node is not an executable in ${root}; make it one (chmod +x), or name another`,
  ],
  [
    "a bootstrap that is not there",
    { functions: { f: { handler: "main", runtime: "provided.al2023" } } },
    `function f: ./bootstrap is not an executable in ${root}`,
  ],
  [
    "a command that PATH does not find",
    { functions: { f: { handler: "main", runtime: "provided.al2023", command: ["no-such-program"] } } },
    "function f: no-such-program is not an executable in PATH",
  ],
  [
    "an alias that is a number",
    { functions: { f: { handler: "scripted.handler", aliases: { 3: "1" } } } },
    'function f: the alias "3" is 1 to 128 letters',
  ],
  [
    "an alias for no version",
    { functions: { f: { handler: "scripted.handler", aliases: { live: "three" } } } },
    'function f: the alias live is for a version, for example "3"',
  ],
  [
    "an alias for a version that is not published",
    { functions: { f: { handler: "scripted.handler", aliases: { live: "3" }, versions: 2 } } },
    "function f: an alias is for version 3, but versions is 2",
  ],
  [
    "versions of no number",
    { functions: { f: { handler: "scripted.handler", versions: -1 } } },
    "function f: versions is a whole number from 0",
  ],
  [
    "a tenant isolation that is none",
    { functions: { f: { handler: "scripted.handler", tenantIsolationMode: true } } },
    'function f: tenantIsolationMode is "PER_TENANT"',
  ],
  [
    "a route to no function",
    { functions, apis: { a: { type: "http", routes: { "GET /": "g" } } } },
    "api a: there is no function g; there are f",
  ],
  [
    "a route that is none",
    { functions, apis: { a: { type: "rest", routes: { "/orders": "f" } } } },
    'api a: a route is "<METHOD> /<path>"',
  ],
  [
    "an unknown kind of API",
    { functions, apis: { a: { type: "soap" } } },
    'api a: type is "rest", "http", "function-url" or "alb"; it is "soap"',
  ],
  [
    "a pattern that only Java can run",
    rest(custom({ responses: [{ statusCode: 400, selectionPattern: "\\bgone" }] })),
    'api a: GET /: responses[0].selectionPattern "\\\\bgone" cannot be run: \\b: what it means beyond ASCII depends on',
  ],
  [
    "a pattern that Java refuses",
    rest(custom({ responses: [{ statusCode: 400, selectionPattern: '{"a".*' }] })),
    "{: Java takes it for a repetition; write \\{",
  ],
  [
    "a status that is none",
    rest(custom({ responses: [{ statusCode: 42 }] })),
    "api a: GET /: responses[0].statusCode is a whole number from 200 to 599; it is 42",
  ],
  [
    "two responses for one status",
    rest(
      custom({
        responses: [
          { statusCode: 400, selectionPattern: "a" },
          { statusCode: 400, selectionPattern: "b" },
        ],
      }),
    ),
    "api a: GET /: responses has 400 twice; join the patterns with |",
  ],
  [
    "two defaults",
    rest(custom({ responses: [{ statusCode: 200 }, { statusCode: 500 }] })),
    "api a: GET /: responses has 2 without a selectionPattern; one is the default",
  ],
  [
    "no responses",
    rest(custom({ responses: undefined })),
    "api a: GET /: responses is a list; it is undefined",
  ],
  [
    "a time limit of none",
    { functions, apis: { a: { type: "rest", timeoutMs: 0, routes: { "GET /": "f" } } } },
    "api a: timeoutMs is in milliseconds, above 0 and at most 900000; it is 0",
  ],
  [
    "a header from nowhere",
    rest(custom({ responses: [{ statusCode: 400, headers: { "X-A": "errorMessage" } }] })),
    "api a: GET /: responses[0].headers.X-A: a source is a text in single quotes, integration.response.body.<JSONPath>, integration.response.header.<one of Content-Type |",
  ],
  [
    "a template of the request that is not proven",
    rest(custom({ template: "{\n$util.toJson($x)}", responses: [] })),
    'api a: GET /: template, line 2, at "$util.toJson($x)}": $util has escapeJavaScript',
  ],
  [
    "a template of a response that is not proven",
    rest(custom({ responses: [{ statusCode: 400, template: "#stop" }] })),
    'api a: GET /: responses[0].template, line 1, at "#stop": local does not have this directive',
  ],
  [
    "an integration of no function",
    rest({ function: "g", responses: [] }),
    "api a: there is no function g; there are f",
  ],
  [
    "a route that is refused with what there is not",
    rest({ gatewayResponse: "TEAPOT" }),
    "api a: GET /: gatewayResponse is one of ACCESS_DENIED, API_CONFIGURATION_ERROR",
  ],
  [
    "a gateway response that there is not",
    rest("f", { TEAPOT: {} }),
    "api a: gatewayResponses.TEAPOT: the types are ACCESS_DENIED",
  ],
  [
    "a gateway response with a status that is none",
    rest("f", { THROTTLED: { statusCode: 42 } }),
    "api a: gatewayResponses.THROTTLED.statusCode is a whole number from 200 to 599; it is 42",
  ],
  [
    "a gateway response with a variable that there is not",
    rest("f", { THROTTLED: { template: "$context.error.code" } }),
    "api a: gatewayResponses.THROTTLED.template: there is no $context.error.code; $context has accountId",
  ],
  [
    "a gateway response with a directive",
    rest("f", { THROTTLED: { template: "#set($a = 1)" } }),
    "API Gateway replaces variables here, and runs no directives",
  ],
  [
    "a route to an alias that is not there",
    { functions, apis: { a: { type: "http", routes: { "GET /": "f:nosuch" } } } },
    "api a: function f: there is no version or alias nosuch; there are $LATEST",
  ],
  [
    "a route to a version that is not published",
    {
      functions: { f: { handler: "scripted.handler", aliases: { live: "2" } } },
      apis: { a: { type: "function-url", function: "f:9" } },
    },
    "api a: function f: there is no version or alias 9; there are $LATEST, 1, 2, live",
  ],
  [
    "a route to a function of another region",
    {
      functions,
      apis: { a: { type: "alb", function: "arn:aws:lambda:eu-west-1:000000000000:function:f" } },
    },
    "api a: arn:aws:lambda:eu-west-1:000000000000:function:f is of another account or region; local's functions are of 000000000000 in us-east-1",
  ],
  [
    "a route to a function of another account",
    rest({ function: "arn:aws:lambda:us-east-1:123456789012:function:f", responses: [{ statusCode: 200 }] }),
    "is of another account or region",
  ],
  [
    "a route to what is not a name",
    { functions, apis: { a: { type: "http", routes: { "GET /": "f:live:2" } } } },
    "api a: there is no function f:live:2; there are f",
  ],
  [
    "an alias with two further versions",
    {
      functions: {
        f: {
          handler: "scripted.handler",
          aliases: { live: { version: "1", additionalVersionWeights: { 2: 0.1, 3: 0.1 } } },
        },
      },
    },
    "function f: the alias live: additionalVersionWeights has one further version; it has 2",
  ],
  [
    "an alias with a share over 1",
    {
      functions: {
        f: {
          handler: "scripted.handler",
          aliases: { live: { version: "1", additionalVersionWeights: { 2: 10 } } },
        },
      },
    },
    'function f: the alias live: additionalVersionWeights["2"] is a number from 0 to 1; it is 10',
  ],
  [
    "an alias that shares the calls of $LATEST",
    {
      functions: {
        f: {
          handler: "scripted.handler",
          aliases: { live: { version: "$LATEST", additionalVersionWeights: { 2: 0.5 } } },
        },
      },
    },
    'function f: the alias live is for a version, for example "3", or for "$LATEST", which shares no calls',
  ],
  [
    "a region that is none",
    { functions, region: "Frankfurt" },
    'region is one like "eu-west-1"; it is "Frankfurt"',
  ],
  ["an account that is none", { functions, accountId: 123 }, "accountId is a text of 12 digits; it is 123"],
  [
    "an origin with a path",
    { functions, origins: ["http://localhost:5173/"] },
    'origins has entries like "http://localhost:5173"; it has "http://localhost:5173/"',
  ],
  [
    "a host with a port",
    { functions, hosts: ["api.example.com:8080"] },
    'hosts has entries like "api.example.com", without a port; it has "api.example.com:8080"',
  ],
  ["origins that are no list", { functions, origins: "*" }, 'origins is a list; it is "*"'],
  [
    "a port of an API that is none",
    { functions, apis: { a: { type: "alb", function: "f", port: 70_000 } } },
    "api a: port is a whole number from 1 to 65535; it is 70000",
  ],
  [
    "a stage that is none",
    { functions, apis: { a: { type: "rest", stage: "a/b", routes: {} } } },
    'api a: stage is 1 to 128 letters, digits, "-" or "_"; it is "a/b"',
  ],
  [
    "a payload format that there is not",
    { functions, apis: { a: { type: "http", payloadFormatVersion: "3.0", routes: {} } } },
    'api a: payloadFormatVersion is one of 2.0, 1.0; it is "3.0"',
  ],
  [
    "a media type that is none",
    { functions, apis: { a: { type: "rest", binaryMediaTypes: ["png"], routes: {} } } },
    'api a: binaryMediaTypes has media types such as "image/png", "image/*" or "*/*"; it has "png"',
  ],
  [
    "a load balancer's option that is neither",
    { functions, apis: { a: { type: "alb", function: "f", multiValueHeaders: "yes" } } },
    'api a: multiValueHeaders is true or false; it is "yes"',
  ],
  [
    "a fourth try",
    asynchronous({ maximumRetryAttempts: 3 }),
    "function f: asynchronous.maximumRetryAttempts is a whole number from 0 to 2; it is 3",
  ],
  [
    "an event age under a minute",
    asynchronous({ maximumEventAgeInSeconds: 59 }),
    "function f: asynchronous.maximumEventAgeInSeconds is a whole number from 60 to 21600; it is 59",
  ],
  [
    "a destination that is not there",
    asynchronous({ onFailure: { queue: "failed" } }),
    "function f: asynchronous.onFailure: there is no queue failed; there are q, q.fifo",
  ],
  [
    "a destination that is none",
    // As a program without types may say it.
    asynchronous({ onFailure: "failed" as never }),
    'function f: asynchronous.onFailure is { queue: "<name>" } or { function: "<name>" }; it is "failed"',
  ],
  [
    "a destination of two",
    asynchronous({ onFailure: { queue: "q", function: "f" } }),
    'function f: asynchronous.onFailure is { queue: "<name>" } or { function: "<name>" }',
  ],
  [
    "a destination that is no function",
    asynchronous({ onSuccess: { function: "g" } }),
    "function f: asynchronous.onSuccess: there is no function g; there are f",
  ],
  [
    "a function as its own destination",
    asynchronous({ onSuccess: { function: "f" } }),
    "function f: asynchronous.onSuccess: Lambda lets no function be a destination for itself",
  ],
  [
    "a FIFO queue for dead letters",
    asynchronous({ deadLetterQueue: "q.fifo" }),
    "function f: asynchronous.deadLetterQueue: Lambda sends to standard queues only",
  ],
  ["a queue's name that is none", { functions, queues: { "a b": {} } }, 'queue "a b": a name has 1 to 80'],
  [
    "a queue for no function",
    { functions, queues: { q: { function: "g" } } },
    "queue q: there is no function g; there are f",
  ],
  [
    "batches of more than 10",
    { functions, queues: { q: { function: "f", batchSize: 11 } } },
    "queue q: batchSize is a whole number from 1 to 10; it is 11",
  ],
  [
    "a response type that is none",
    { functions, queues: { q: { function: "f", functionResponseTypes: ["reportBatchItemFailures"] } } },
    'queue q: functionResponseTypes is ["ReportBatchItemFailures"] or []; it is ["reportBatchItemFailures"]',
  ],
  [
    "a visibility time-out over 12 hours",
    { functions, queues: { q: { visibilityTimeout: 43_201 } } },
    "queue q: visibilityTimeout is in seconds, from 0 to 43200; it is 43201",
  ],
  [
    "a visibility time-out below the function's",
    { functions, queues: { q: { function: "f", visibilityTimeout: 2 } } },
    "queue q: Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds",
  ],
  [
    "a stream of no kind",
    { functions, streams: { s: { type: "kafka" } } },
    'stream s: type is one of kinesis, dynamodb; it is "kafka"',
  ],
  [
    "a tumbling window",
    { functions, streams: { s: { type: "kinesis", tumblingWindowInSeconds: 1 } } },
    "stream s: tumblingWindowInSeconds: @faultwire/local has no tumbling windows; leave it out",
  ],
  [
    "a stream's member of the other kind",
    { functions, streams: { s: { type: "kinesis", streamViewType: "KEYS_ONLY" } } },
    "stream s: there is no member streamViewType; there are type, retentionPeriodHours",
  ],
  [
    "a stream for no function",
    { functions, streams: { s: { type: "kinesis", function: "g" } } },
    "stream s: there is no function g; there are f",
  ],
  [
    "a record age of a second",
    { functions, streams: { s: { type: "kinesis", maximumRecordAgeInSeconds: 1 } } },
    "stream s: maximumRecordAgeInSeconds, if not -1, is a whole number of seconds from 60 to 604800; it is 1",
  ],
  [
    "a parallelization factor of 11",
    { functions, streams: { s: { type: "kinesis", parallelizationFactor: 11 } } },
    "stream s: parallelizationFactor is a whole number from 1 to 10; it is 11",
  ],
  [
    "a timestamp without its starting position",
    { functions, streams: { s: { type: "kinesis", startingPositionTimestamp: new Date() } } },
    "stream s: startingPositionTimestamp is a Date where startingPosition is AT_TIMESTAMP",
  ],
  [
    "a table that is read from a time on",
    { functions, streams: { tab: { type: "dynamodb", startingPosition: "AT_TIMESTAMP" } } },
    "stream tab: startingPosition AT_TIMESTAMP is for Kinesis",
  ],
  [
    "a stream's filter with rules for its data",
    {
      functions,
      streams: { s: { type: "kinesis", filterCriteria: { filters: [{ pattern: { data: ["x"] } }] } } },
    },
    "stream s: filterCriteria.filters[0].pattern: data has members with rules",
  ],
  [
    "an on-failure destination that is not there",
    { functions, streams: { s: { type: "kinesis", onFailure: { queue: "failed" } } } },
    "stream s: onFailure: there is no queue failed; there are none",
  ],
  [
    "a batch size over 10,000 with a window",
    { functions, queues: { q: { function: "f", batchSize: 10_001, maximumBatchingWindowInSeconds: 1 } } },
    "queue q: batchSize is a whole number from 1 to 10000; it is 10001",
  ],
  [
    "a window of more than 300 seconds",
    { functions, queues: { q: { function: "f", maximumBatchingWindowInSeconds: 301 } } },
    "queue q: maximumBatchingWindowInSeconds is a whole number of seconds from 0 to 300; it is 301",
  ],
  [
    "a window of a FIFO queue",
    { functions, queues: { "q.fifo": { function: "f", maximumBatchingWindowInSeconds: 1 } } },
    "queue q.fifo: maximumBatchingWindowInSeconds is a whole number of seconds from 0 to 0; it is 1",
  ],
  [
    "a filter's rule that there is not",
    { functions, queues: { q: { filterCriteria: { filters: [{ pattern: '{"body":[{"like":"x"}]}' }] } } } },
    "queue q: filterCriteria.filters[0].pattern: body: there is no rule like",
  ],
  [
    "more than ten filters",
    { functions, queues: { q: { filterCriteria: { filters: Array(11).fill({ pattern: {} }) } } } },
    "queue q: filterCriteria.filters is a list of at most 10",
  ],
  [
    "a retention period of a second",
    { functions, queues: { q: { messageRetentionPeriod: 1 } } },
    "queue q: messageRetentionPeriod is a whole number of seconds from 60 to 1209600; it is 1",
  ],
  [
    "a standard queue with a FIFO queue's member",
    { functions, queues: { q: { contentBasedDeduplication: true } } },
    'queue q: contentBasedDeduplication is for FIFO queues, whose names end in ".fifo"',
  ],
  [
    "a redrive to a queue that is not there",
    { functions, queues: { q: { redrivePolicy: { deadLetterQueue: "dead", maxReceiveCount: 1 } } } },
    "queue q: redrivePolicy.deadLetterQueue: there is no queue dead; there are q",
  ],
  [
    "an option that there is not",
    { functions, prot: 9001 },
    "local: there is no member prot; there are functions",
  ],
  ["functions in a list", { functions: ["f"] }, 'functions is an object; it is ["f"]'],
  ["a port that is none", { functions, port: 70_000 }, "port is a whole number from 0 to 65535; it is 70000"],
  [
    "a port that is a text",
    { functions, port: "9000" },
    'port is a whole number from 0 to 65535; it is "9000"',
  ],
  [
    "a function in the place of its handler's name",
    { functions: { f: async () => 1 } },
    'function f is a handler\'s name, for example "dist/orders.handler", or an object with one; it is a function',
  ],
  [
    "a status that is a text",
    rest(custom({ responses: [{ statusCode: "404" }] })),
    'api a: GET /: responses[0].statusCode is a whole number from 200 to 599; it is "404"',
  ],
  [
    "a function's member that there is not",
    { functions: { f: { handler: "scripted.handler", timeuot: 1 } } },
    "function f: there is no member timeuot; there are handler, codeUri, runtime",
  ],
  ["a function of null", { functions: { f: null } }, "function f is an object; it is null"],
  [
    "an environment that is none",
    { functions: { f: { handler: "scripted.handler", environment: 5 } } },
    "function f: environment is an object; it is 5",
  ],
  [
    "aliases that are none",
    { functions: { f: { handler: "scripted.handler", aliases: 7 } } },
    "function f: aliases is an object; it is 7",
  ],
  [
    "an event's member that there is not",
    asynchronous({ maxRetries: 1 } as never),
    "function f: asynchronous: there is no member maxRetries; there are maximumRetryAttempts",
  ],
  [
    "a queue's member that there is not",
    { functions, queues: { q: { batch: 1 } } },
    "queue q: there is no member batch; there are visibilityTimeout",
  ],
  ["an API of null", { functions, apis: { a: null } }, "api a is an object; it is null"],
  [
    "a REST API without routes",
    { functions, apis: { a: { type: "rest" } } },
    "api a: routes is an object; it is",
  ],
  [
    "an HTTP API without routes",
    { functions, apis: { a: { type: "http" } } },
    "api a: routes is an object; it is",
  ],
  [
    "a REST API's member that there is not",
    { functions, apis: { a: { type: "rest", routes: {}, timeout: 1 } } },
    "api a: there is no member timeout; there are type, routes, authorizers, models, apiKeys",
  ],
  [
    "an HTTP API's member that there is not",
    { functions, apis: { a: { type: "http", routes: {}, gatewayResponses: {} } } },
    "api a: there is no member gatewayResponses; there are type, routes, authorizers, timeoutMs",
  ],
  [
    "a Function URL's member that there is not",
    { functions, apis: { a: { type: "function-url", function: "f", stage: "a" } } },
    "api a: there is no member stage; there are type, function",
  ],
  [
    "a load balancer's member that there is not",
    { functions, apis: { a: { type: "alb", function: "f", multivalueHeaders: true } } },
    "api a: there is no member multivalueHeaders; there are type, function, multiValueHeaders",
  ],
  ["a route to nothing", rest(null), "api a: GET / is an object; it is null"],
  [
    "a route's member that there is not",
    rest({ gatewayResponse: "THROTTLED", status: 429 }),
    "api a: GET /: there is no member status; there are gatewayResponse",
  ],
  [
    "an integration's member that there is not",
    rest(custom({ responses: [], responseTemplate: "" })),
    "api a: GET /: there is no member responseTemplate; there are function",
  ],
  [
    "a misspelt pattern, which would make a default response",
    rest(custom({ responses: [{ statusCode: 400, selectionPatern: ".*" }] })),
    "api a: GET /: responses[0]: there is no member selectionPatern; there are statusCode, selectionPattern",
  ],
  [
    "a gateway response's member that there is not",
    rest("f", { THROTTLED: { status: 503 } }),
    "api a: gatewayResponses.THROTTLED: there is no member status; there are statusCode",
  ],
  [
    "a time limit that no timer has",
    {
      functions,
      apis: { a: { type: "http", timeoutMs: Number.POSITIVE_INFINITY, routes: { "GET /": "f" } } },
    },
    "api a: timeoutMs is in milliseconds, above 0 and at most 900000; it is Infinity",
  ],
  [
    "a redrive from a FIFO queue to another kind",
    {
      functions,
      queues: { q: {}, "q.fifo": { redrivePolicy: { deadLetterQueue: "q", maxReceiveCount: 1 } } },
    },
    "queue q.fifo: redrivePolicy: of a FIFO queue the dead-letter queue is a FIFO queue too",
  ],
])("refuses %s and says what to do", async (_, options, message) => {
  await expect(local({ root, ...(options as Parameters<typeof local>[0]) })).rejects.toThrow(message);
});

test("Windows is refused with what to use in its place", async () => {
  vi.spyOn(process, "platform", "get").mockReturnValue("win32");
  await expect(local({ root, functions })).rejects.toThrow(
    "local: functions are frozen and ended by signals",
  );
  vi.restoreAllMocks();
});

test("a path of an API begins with a slash", async () => {
  await using lambda = await local({ root, functions, apis: { a: { type: "function-url", function: "f" } } });
  expect(lambda.url("a", "/orders")).toMatch(/^http:.+:\d+\/orders$/);
  expect(() => lambda.url("a", "orders")).toThrow('url: a path begins with "/"; it is "orders"');
});

test("a question about what is not there names what is", async () => {
  await using lambda = await local({ root, functions });
  expect(() => lambda.runs("g")).toThrow("runs: there is no function g; there are f");
  expect(() => lambda.queue("q")).toThrow("queue: there is no queue q; there are none");
  expect(() => lambda.url("a")).toThrow("url: there is no api a; there are none");
});
