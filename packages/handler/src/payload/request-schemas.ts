import type { StandardSchemaV1 } from "@standard-schema/spec";

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
