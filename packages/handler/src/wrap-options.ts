import type { Catalog } from "@faultwire/catalog";
import type { BodyFormat } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { HttpEvent } from "./answer/event-headers.ts";
import type { WireChoice } from "./answer/flavour.ts";
import type { InvokerOptions } from "./invoker-options.ts";
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

/** Schemas for the parts of a request. The handler gets those that are declared. */
export interface RequestSchemas {
  /** Validates the path parameters: an object of texts. */
  readonly path?: StandardSchemaV1;
  /** Validates the query: an object of texts, and of lists of texts for names that are repeated. */
  readonly query?: StandardSchemaV1;
  /** Validates the headers: an object of texts, with names in lower case. */
  readonly headers?: StandardSchemaV1;
  /** Validates the JSON body. */
  readonly body?: StandardSchemaV1;
}

/** The options of {@link wrapHandler} for a handler whose requests have more than a body. */
export interface RequestOptions<Throws extends Catalog, Parts extends RequestSchemas, Returned, Received>
  extends Omit<WrapOptions<Throws, unknown, unknown, Returned, Received>, "input"> {
  /** Validates the parts of a request. A direct invocation sends an object of the same parts. */
  readonly request: Parts;
}

type Declared<Parts> = {
  [Part in keyof Parts]: Parts[Part] extends StandardSchemaV1 ? Part : never;
}[keyof Parts];

/** The parts of a request as they are sent. */
export type SentParts<Parts extends RequestSchemas> = {
  readonly [Part in Declared<Parts>]: Parts[Part] extends StandardSchemaV1
    ? StandardSchemaV1.InferInput<Parts[Part]>
    : never;
};

/** The parts of a request as the handler gets them. */
export type ReadParts<Parts extends RequestSchemas> = {
  readonly [Part in Declared<Parts>]: Parts[Part] extends StandardSchemaV1
    ? StandardSchemaV1.InferOutput<Parts[Part]>
    : never;
};
