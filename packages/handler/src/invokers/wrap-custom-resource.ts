import type { Catalog } from "@faultwire/catalog";
import {
  CUSTOM_RESOURCE_LIMIT,
  type CustomResourceRequest,
  type CustomResourceResponse,
  encodeCloudFormation,
  sizeOfCustomResource,
} from "@faultwire/wire";
import { answerError, type InvokerOptions } from "../answer/answer-error.ts";
import { ownFault } from "../answer/own-fault.ts";
import { sayAll } from "../answer/say-all.ts";
import { beforeDeadline } from "../guards/deadline.ts";
import { guarded } from "../guards/guards.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { putAnswer } from "./put-answer.ts";

/** The members of a request that the wrapper reads; those of `@types/aws-lambda` have them. */
export interface CustomResourceEvent extends CustomResourceRequest {
  readonly RequestType: "Create" | "Update" | "Delete";
  readonly ResponseURL: string;
  readonly PhysicalResourceId?: string;
}

/** What a handler tells of the resource that it made or changed. */
export interface CustomResource {
  /**
   * Up to 1 KB. Of a new resource the request's id unless told; of an old one the id that it has. Another id than it
   * has makes CloudFormation delete the old resource.
   */
  readonly PhysicalResourceId?: string;
  /** What `Fn::GetAtt` reads. */
  readonly Data?: Readonly<Record<string, unknown>>;
  /** Whether CloudFormation shows `Data` as asterisks. */
  readonly NoEcho?: boolean;
}

/** The id of a resource that was never made, so that its deletion, which follows, finds nothing to do. */
const NEVER_MADE = "faultwire:create-failed";
const ID_LIMIT_BYTES = 1024;
/** Milliseconds that are kept for the answer: a quarter of what is left, and so many at most. */
const RESERVE = 3000;

/**
 * Wraps a custom resource of CloudFormation: the request is answered in any case, a fault with `FAILED` and its name
 * and message as the reason. A handler that does not settle is answered for shortly before the function's time-out, as by
 * `deadline()`:
 * without an answer the stack would wait for an hour.
 *
 * @throws Error where the answer cannot be delivered, so that Lambda tries the invocation again.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function wrapCustomResource<
  Throws extends Catalog,
  Event extends CustomResourceEvent,
  Context extends LambdaContext = LambdaContext,
>(
  // biome-ignore lint/suspicious/noConfusingVoidType: the type of a handler that returns nothing
  handler: (event: Event, context: Context) => Promise<CustomResource | void> | CustomResource | void,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<void> {
  const run = guarded(handler, options.guards);

  async function answer(event: Event, context: Context): Promise<CustomResourceResponse> {
    // What is known of the resource's id, if anything fails from here on.
    let id = event.RequestType === "Create" ? NEVER_MADE : (event.PhysicalResourceId ?? NEVER_MADE);
    try {
      const resource = isNeverMade(event)
        ? {}
        : await beforeDeadline((given) => run(event, given as Context, event), context, reserveOf(context));
      const success = succeeded(event, resource ?? {});
      const made = checkedId(success.PhysicalResourceId);
      if (event.RequestType === "Create") id = made;
      return checkedSize(success);
    } catch (thrown) {
      return answerError(
        thrown,
        {
          ...{ context, isPublic: false, isThrown: false },
          encode: (said, error) => encodeCloudFormation(sayAll(said, error), event, id),
        },
        options,
      );
    }
  }

  return async (event, context) => {
    // Not returned: what NoEcho hides from CloudFormation's users a destination of the function would get.
    await putAnswer(event.ResponseURL, await answer(event, context));
  };
}

function reserveOf(context: LambdaContext): number {
  return Math.min(RESERVE, Math.ceil(context.getRemainingTimeInMillis() / 4));
}

function isNeverMade({ RequestType, PhysicalResourceId }: CustomResourceEvent): boolean {
  return RequestType === "Delete" && PhysicalResourceId === NEVER_MADE;
}

function succeeded(event: CustomResourceEvent, resource: CustomResource): CustomResourceResponse {
  const { RequestType, StackId, RequestId, LogicalResourceId } = event;
  const { Data, NoEcho } = resource;
  const old = event.PhysicalResourceId ?? RequestId;
  return {
    Status: "SUCCESS",
    // What was deleted keeps its id.
    PhysicalResourceId: RequestType === "Delete" ? old : (resource.PhysicalResourceId ?? old),
    ...{ StackId, RequestId, LogicalResourceId },
    ...(NoEcho !== undefined && { NoEcho }),
    ...(Data !== undefined && { Data }),
  };
}

function checkedId(id: string): string {
  const size = new TextEncoder().encode(id).length;
  if (size > 0 && size <= ID_LIMIT_BYTES) return id;
  throw ownFault(
    "InternalFailure",
    `PhysicalResourceId has 1 to ${ID_LIMIT_BYTES} bytes; it has ${size}`,
    500,
  );
}

/** Of what is too large CloudFormation would never hear. */
function checkedSize(success: CustomResourceResponse): CustomResourceResponse {
  const size = sizeOfCustomResource(success);
  if (size <= CUSTOM_RESOURCE_LIMIT) return success;
  const message = `The answer of ${size} bytes is over the limit of ${CUSTOM_RESOURCE_LIMIT} bytes`;
  throw ownFault("ResultTooLarge", message, 500);
}
