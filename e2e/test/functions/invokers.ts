import { type DurableContext, withDurableExecution } from "@aws/durable-execution-sdk-js";
import { AppSyncEventsResolver } from "@aws-lambda-powertools/event-handler/appsync-events";
import { defineCatalog, fault } from "@faultwire/catalog";
import {
  wrapAppSync,
  wrapAppSyncBatch,
  wrapAppSyncEvents,
  wrapAuthorizer,
  wrapBatch,
  wrapCallback,
  wrapCognito,
  wrapCustomResource,
  wrapEdge,
  wrapS3Batch,
} from "@faultwire/handler";
import { wrapDurable } from "@faultwire/handler/durable";
import type {
  CloudFormationCustomResourceEvent,
  CloudFrontRequestEvent,
  Context,
  MSKRecord,
  PreSignUpTriggerEvent,
  S3BatchEventTask,
  SQSRecord,
} from "aws-lambda";
import { z } from "zod";

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
export class SignInNeeded extends fault("SignInNeeded", { status: 401, message: "Sign in first" }) {}
export class InviteOnly extends fault("InviteOnly", { status: 403, message: "The shop is\ninvite-only." }) {}
export class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
export const Orders = defineCatalog("orders", { OrderNotFound, SignInNeeded, InviteOnly, Busy });

/** Throws the fault of a name, or an undeclared error. */
function fail(name: unknown): never {
  if (name === "OrderNotFound") throw new OrderNotFound({ orderId: "o-1" });
  if (name === "SignInNeeded") throw new SignInNeeded();
  if (name === "InviteOnly") throw new InviteOnly();
  if (name === "Busy") throw new Busy();
  throw new TypeError("a secret");
}

const Job = z.object({ fail: z.string().optional() });
const throws = Orders;

export const queue = wrapBatch(
  (job, _context, _record: SQSRecord) => {
    if (job.fail !== undefined) fail(job.fail);
  },
  {
    throws,
    input: Job,
    concurrency: 2,
    permanent: ({ name }) => name === "InviteOnly",
    onPermanent: () => undefined,
  },
);

export const kafka = wrapBatch(
  (job, _context, _record: MSKRecord) => {
    if (job.fail !== undefined) fail(job.fail);
  },
  { throws, input: Job },
);

export const s3 = wrapS3Batch(
  ({ s3Key }: S3BatchEventTask) => (s3Key.startsWith("fail/") ? fail(s3Key.slice(5)) : `saw ${s3Key}`),
  { throws },
);

export const authorizer = wrapAuthorizer(({ fail: name }: { fail: string }) => fail(name), { throws });

export const simpleAuthorizer = wrapAuthorizer(({ fail: name }: { fail: string }) => fail(name), {
  throws,
  simpleResponses: true,
});

export const resolver = wrapAppSync(
  ({ fail: name }: { fail?: string }) => (name === undefined ? { id: "o-1" } : fail(name)),
  { throws },
);

export const batchResolver = wrapAppSyncBatch(
  (events: readonly { id: string }[]) => {
    if (events.length > 2) fail("Busy");
    return events.map(({ id }) => (id === "o-1" ? { id } : new OrderNotFound({ orderId: id })));
  },
  { throws },
);

export const channel = wrapAppSyncEvents(
  {
    onPublish: ({ fail: name, drop, ...order }: { fail?: string; drop?: boolean; id?: string }) => {
      if (name !== undefined) fail(name);
      return drop ? undefined : { ...order, seen: true };
    },
    onSubscribe: ({ info }) => {
      if (info.channel.segments.includes("private")) fail("InviteOnly");
    },
  },
  { throws },
);

const app = new AppSyncEventsResolver({ logger: { ...console, error: () => undefined } });
app.onPublish("/orders/*", ({ fail: name }: { fail?: string }) => (name === undefined ? {} : fail(name)));

/** A function of Powertools, without a wrapper. */
export const powertoolsChannel = (event: unknown, context: Context) => app.resolve(event, context);

export const preSignUp = wrapCognito(({ userName }: PreSignUpTriggerEvent) => fail(userName), { throws });

export const edge = wrapEdge(
  ({ Records }: CloudFrontRequestEvent) => fail(Records[0]?.cf.request.uri.slice(1)),
  { throws },
);

export const resource = wrapCustomResource(
  async ({ ResourceProperties }: CloudFormationCustomResourceEvent, context) => {
    const { fail: name, hang, made, ...result } = ResourceProperties;
    if (made !== undefined) context.made(made);
    if (hang !== undefined) await new Promise((resolve) => setTimeout(resolve, 60_000));
    return name === undefined ? (result.answer as object) : fail(name);
  },
  { throws },
);

export const durable = wrapDurable(
  withDurableExecution,
  ({ fail: name }: { fail?: string }, _context: DurableContext) =>
    name === undefined ? { orderId: "o-1" } : fail(name),
  { throws },
);

/** The two handlers of API Gateway's documentation, as they stand there, which Node.js 24 no longer loads. */
const malformed = (_event: unknown, _context: unknown, callback: (error: unknown) => void) => {
  callback(new Error("Malformed input ..."));
};
const custom = (_event: unknown, context: { awsRequestId: string }, callback: (error: unknown) => void) => {
  const myErrorObj = {
    errorType: "InternalServerError",
    httpStatus: 500,
    requestId: context.awsRequestId,
    trace: { function: "abc()", line: 123, file: "abc.js" },
  };
  callback(JSON.stringify(myErrorObj));
};
export const unwrapped = malformed;
export const callbackError = wrapCallback(malformed, { throws });
export const callbackCustom = wrapCallback(custom, { throws });

export const callback = wrapCallback(
  (event: { by: string }, context, done: (error: unknown, value?: unknown) => void) => {
    context.callbackWaitsForEmptyEventLoop = false;
    const { awsRequestId } = context;
    const answers: Record<string, () => unknown> = {
      callback: () => setTimeout(() => done(null, awsRequestId), 1),
      succeed: () => context.succeed(awsRequestId),
      done: () => context.done(undefined, awsRequestId),
      promise: () => Promise.resolve(awsRequestId),
      first: () => [done(null, awsRequestId), done(new Error("second"))],
      nothing: () => undefined,
      fault: () => done(new OrderNotFound({ orderId: "o-1" })),
      fail: () => context.fail(new OrderNotFound({ orderId: "o-1" })),
      throw: () => fail("OrderNotFound"),
      rejection: async () => fail("OrderNotFound"),
    };
    return answers[event.by]?.();
  },
  { throws },
);
