import { defineCatalog, fault } from "@faultwire/catalog";
import type { AppSyncError, EdgeResponse } from "@faultwire/wire";
import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerHandler,
  CloudFormationCustomResourceEvent,
  CloudFormationCustomResourceHandler,
  CloudFrontRequestEvent,
  CloudFrontRequestHandler,
  CloudFrontRequestResult,
  PreSignUpTriggerEvent,
  PreSignUpTriggerHandler,
  S3BatchEventTask,
  S3BatchHandler,
} from "aws-lambda";
import { expectTypeOf } from "vitest";
import { wrapS3Batch } from "../batch/wrap-s3-batch.ts";
import { wrapAppSync, wrapAppSyncBatch } from "./wrap-appsync.ts";
import { wrapAuthorizer } from "./wrap-authorizer.ts";
import { wrapCallback } from "./wrap-callback.ts";
import { wrapCognito } from "./wrap-cognito.ts";
import { wrapCustomResource } from "./wrap-custom-resource.ts";
import { wrapEdge } from "./wrap-edge.ts";

class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const throws = defineCatalog("orders", { Busy });

// A wrapped handler has Lambda's own type of its invoker.
declare const policy: APIGatewayAuthorizerResult;
wrapAuthorizer((_event: APIGatewayRequestAuthorizerEvent) => policy, {
  throws,
}) satisfies APIGatewayRequestAuthorizerHandler;
wrapCognito(async (event: PreSignUpTriggerEvent) => event, { throws }) satisfies PreSignUpTriggerHandler;
wrapS3Batch((task: S3BatchEventTask) => task.s3Key, { throws }) satisfies S3BatchHandler;
wrapEdge((event: CloudFrontRequestEvent): CloudFrontRequestResult => event.Records[0]?.cf.request, {
  throws,
}) satisfies CloudFrontRequestHandler;

const edge = wrapEdge((_event: CloudFrontRequestEvent) => "passed", { throws });
expectTypeOf<Awaited<ReturnType<typeof edge>>>().toEqualTypeOf<string | EdgeResponse>();

const resolver = wrapAppSync((event: { id: string }) => event.id, { throws });
expectTypeOf<Awaited<ReturnType<typeof resolver>>>().toEqualTypeOf<
  { readonly data: string } | AppSyncError
>();
const resolvers = wrapAppSyncBatch(
  (events: readonly { id: string }[]) => events.map(({ id }) => (id === "" ? new Busy() : id)),
  { throws },
);
expectTypeOf<Parameters<typeof resolvers>[0]>().toEqualTypeOf<readonly { id: string }[]>();

// A custom resource may return nothing, or an id and data.
wrapCustomResource((_event: CloudFormationCustomResourceEvent) => {}, {
  throws,
}) satisfies CloudFormationCustomResourceHandler;
wrapCustomResource(async (_event: CloudFormationCustomResourceEvent) => ({ PhysicalResourceId: "p" }), {
  throws,
});
// @ts-expect-error
wrapCustomResource((_event: CloudFormationCustomResourceEvent) => ({ PhysicalResourceId: 1 }), { throws });

// The callback's value is the result.
const old = wrapCallback(
  (event: { id: string }, context, callback: (error?: unknown, value?: { id: string }) => void) => {
    expectTypeOf(context.awsRequestId).toEqualTypeOf<string>();
    context.succeed(event);
    callback(null, event);
  },
  { throws },
);
expectTypeOf<Awaited<ReturnType<typeof old>>>().toEqualTypeOf<{ id: string }>();
expectTypeOf<Parameters<typeof old>[0]>().toEqualTypeOf<{ id: string }>();

// One set of options serves all wrappers.
const all = { throws, conceal: true, redact: () => ({}), onFault: [], log: () => undefined, guards: [] };
wrapS3Batch((task: S3BatchEventTask) => task.s3Key, { ...all });
wrapAuthorizer((_event: APIGatewayRequestAuthorizerEvent) => policy, { ...all });
wrapCognito(async (event: PreSignUpTriggerEvent) => event, { ...all });
wrapCustomResource((_event: CloudFormationCustomResourceEvent) => {}, { ...all });

// A custom resource names what it made by a text; an HTTP API's authorizer may answer in the simple format.
wrapCustomResource(
  (_event: CloudFormationCustomResourceEvent, context) => {
    context.made("p");
    // @ts-expect-error
    context.made(1);
  },
  { throws },
);
wrapAuthorizer((_event: APIGatewayRequestAuthorizerEvent) => ({ isAuthorized: true }), {
  throws,
  simpleResponses: true,
});
