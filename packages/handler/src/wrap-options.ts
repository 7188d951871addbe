import type { Catalog } from "@faultwire/catalog";
import type { BodyFormat } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { HttpEvent } from "./answer/event-headers.ts";
import type { WireChoice } from "./answer/flavour.ts";
import type { InvokerOptions } from "./invoker-options.ts";
import type { RequestSchemas } from "./payload/request-schemas.ts";
import type { IssueStyle } from "./payload/word-issue.ts";

/** The options of {@link wrapHandler}. */
export interface WrapOptions<Throws extends Catalog, Sent, Input, Returned, Received>
  extends InvokerOptions<Throws> {
  /** Validates the event, or the JSON body of a request. The handler gets the schema's output. */
  readonly input?: StandardSchemaV1<Sent, Input>;
  /** Validates the result, and makes a JSON response of it if the event is a request. */
  readonly output?: StandardSchemaV1<Returned, Received>;
  /**
   * The wire on which errors leave.
   *
   * @default "auto"
   */
  readonly wire?: WireChoice;
  /**
   * Whether the `custom` wire includes function, line and file, as API Gateway's documentation shows.
   *
   * @default false
   */
  readonly trace?: boolean;
  /**
   * The wording of validation issues. `verbatim` is the schema library's, which may repeat the input.
   *
   * @default "words"
   */
  readonly issues?: IssueStyle;
  /**
   * The format of a fault in an HTTP body: `problemDetails()`, `restJson1`, or one of your own.
   *
   * @default { errorType, message, details?, requestId }
   */
  readonly body?: BodyFormat;
  /**
   * Makes headers for every HTTP answer, such as those of CORS: errors, successes, and responses that the handler made
   * itself. Headers of the fault, of `respond()` and of the handler's response win.
   */
  headers?(event: HttpEvent): Readonly<Record<string, string>>;
}

/** The options of {@link wrapHandler} for a handler whose requests have more than a body. */
export interface RequestOptions<Throws extends Catalog, Parts extends RequestSchemas, Returned, Received>
  extends Omit<WrapOptions<Throws, unknown, unknown, Returned, Received>, "input"> {
  /** Validates the parts of a request. A direct invocation sends an object of the same parts. */
  readonly request: Parts;
}
