import type { Catalog } from "@faultwire/catalog";
import {
  CUSTOM_RESOURCE_LIMIT,
  type CustomResourceRequest,
  type CustomResourceResponse,
  encodeCloudFormation,
  sizeOfCustomResource,
} from "@faultwire/wire";
import { deliver } from "../answer/answer.ts";
import { idsOf } from "../answer/answer-context.ts";
import { answerError } from "../answer/answer-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { nameAndMessageOf } from "../answer/name-and-message.ts";
import { checkHandler, checkWrapper } from "../check-wrapper.ts";
import { beforeDeadline } from "../guards/deadline.ts";
import { withGuards } from "../guards/with-guards.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { ownFault } from "../own-fault.ts";
import { unlessError } from "../unless-error.ts";
import { type KnownId, knownIdOf } from "./known-id.ts";
import { uploadAnswer } from "./upload-answer.ts";

/** The members of a request that the wrapper reads; those of `@types/aws-lambda` have them. */
export interface CustomResourceEvent extends CustomResourceRequest {
  readonly RequestType: "Create" | "Update" | "Delete";
  readonly ResponseURL: string;
  readonly PhysicalResourceId?: string;
}

/** The resource that a handler made or changed. */
export interface CustomResource {
  /**
   * The resource's id, up to 1024 bytes. A changed id makes CloudFormation delete the old resource.
   *
   * @default the request's id for a new resource, the present id for an old one
   */
  readonly PhysicalResourceId?: string;
  /** The attributes that `Fn::GetAtt` reads. */
  readonly Data?: Readonly<Record<string, unknown>>;
  /** Whether CloudFormation shows `Data` as asterisks. */
  readonly NoEcho?: boolean;
}

/** The context of a custom resource's handler. */
export type CustomResourceContext = Pick<KnownId, "made">;

/** The id of a resource whose creation failed, so that the deletion that follows finds nothing to do. */
const NEVER_MADE = "faultwire:create-failed";
/** Milliseconds that are kept for the answer: a quarter of the time that is left, and this much at most. */
const RESERVE = 3000;

/**
 * Wraps a custom resource of CloudFormation. Every request is answered; a fault becomes `FAILED`, with its name and
 * message as the reason. A handler that does not finish is answered for shortly before the function's time-out, as
 * `deadline()` does: without an answer the stack would wait for an hour. A handler that makes something and can fail
 * afterwards calls `context.made(id)` in between.
 *
 * @throws Error if the answer cannot be delivered, so that Lambda tries the invocation again.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function wrapCustomResource<
  Throws extends Catalog,
  Event extends CustomResourceEvent,
  Context extends LambdaContext = LambdaContext,
>(
  handler: (
    event: Event,
    context: Context & CustomResourceContext,
    callback: never,
    // biome-ignore lint/suspicious/noConfusingVoidType: the type of a handler that returns nothing
  ) => Promise<CustomResource | void> | CustomResource | void,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<void> {
  const where = "wrapCustomResource()";
  checkWrapper(where, options);
  const run = withGuards(checkHandler(where, handler), options.guards);

  async function answer(event: Event, context: Context): Promise<CustomResourceResponse> {
    const known = knownIdOf(event);
    try {
      const making = Object.create(context, { made: { value: known.made, enumerable: true } });
      const resource = isNeverMade(event)
        ? {}
        : // It is the context that was passed, with further members.
          await beforeDeadline(
            (given) => run(event, given as typeof making, event),
            making,
            reserveOf(context),
          );
      const success = succeeded(event, unlessError(resource) ?? {}, known.id());
      known.take(success.PhysicalResourceId);
      return checkedSize(success);
    } catch (thrown) {
      const encode = (error: DisclosedError) => ({
        returned: encodeCloudFormation(nameAndMessageOf(error), event, known.id() ?? NEVER_MADE),
      });
      const rules = { settings: options, encoding: { isPublic: false, encode } };
      return deliver(await answerError(thrown, { event, ...idsOf(context) }, rules));
    }
  }

  return async (event, context) => {
    // Not returned: a destination of the function would get what NoEcho hides from CloudFormation's users.
    await uploadAnswer(event.ResponseURL, await answer(event, context));
  };
}

function reserveOf(context: LambdaContext): number {
  return Math.min(RESERVE, Math.ceil(context.getRemainingTimeInMillis() / 4));
}

function isNeverMade({ RequestType, PhysicalResourceId }: CustomResourceEvent): boolean {
  return RequestType === "Delete" && PhysicalResourceId === NEVER_MADE;
}

function succeeded(
  event: CustomResourceEvent,
  resource: CustomResource,
  id: string | undefined,
): CustomResourceResponse {
  const { RequestType, StackId, RequestId, LogicalResourceId } = event;
  const { Data, NoEcho } = resource;
  const old = id ?? RequestId;
  return {
    Status: "SUCCESS",
    // A deleted resource keeps its id.
    PhysicalResourceId: RequestType === "Delete" ? old : (resource.PhysicalResourceId ?? old),
    ...{ StackId, RequestId, LogicalResourceId },
    ...(NoEcho !== undefined && { NoEcho }),
    ...(Data !== undefined && { Data }),
  };
}

/** Refuses an answer that CloudFormation would ignore because of its size. */
function checkedSize(success: CustomResourceResponse): CustomResourceResponse {
  const size = sizeOfCustomResource(success);
  if (size <= CUSTOM_RESOURCE_LIMIT) return success;
  const message = `The answer of ${size} bytes is over the limit of ${CUSTOM_RESOURCE_LIMIT} bytes`;
  throw ownFault({ errorType: "ResultTooLarge", status: 500 }, message);
}
