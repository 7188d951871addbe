import assert from "node:assert/strict";
import * as wire from "@faultwire/wire";
import fc from "fast-check";
import { make } from "./recipe.ts";
import { text } from "./recorded.ts";
import { target } from "./target.ts";
import { json } from "./values.ts";
import { unchanged } from "./watching.ts";

/* Writing: every encoder of the wires, with faults of any words. */

interface Written {
  readonly fault: wire.FaultData;
  readonly event: unknown;
  readonly id: string;
}

const written: fc.Arbitrary<Written> = fc
  .record(
    {
      errorType: text,
      message: text,
      details: json,
      status: fc.integer({ min: 400, max: 599 }),
      retryable: fc.boolean(),
      retryAfter: fc.oneof(fc.nat(), fc.double({ min: 0, max: 2 ** 53, noNaN: true })),
      headers: fc.dictionary(text, text, { maxKeys: 3 }),
      event: json,
      id: text,
    },
    { requiredKeys: ["errorType", "message", "status", "retryable", "event", "id"] },
  )
  .map(({ event, id, ...fault }) => ({ fault: fault as wire.FaultData, event: make(event), id }));

const resource = (id: string): wire.CustomResourceRequest => ({
  StackId: id,
  RequestId: id,
  LogicalResourceId: id,
});
const members = (text: string): unknown => JSON.parse(text);

interface Fields {
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
}

/** Writes a fault in one form, and reads it again where a reader needs nothing else. */
type Encoder = (written: Written) => unknown;

const ENCODERS: Readonly<Record<string, Encoder>> = {
  standard: ({ fault }) => {
    const {
      name: errorType,
      message: errorMessage,
      stack,
    } = wire.encodeStandard(fault, "orders", "\n    at f");
    assert.ok(!/[\r\n]/.test(errorMessage), "a message of several lines");
    const posted = { errorType, errorMessage, trace: stack.split("\n") };
    return wire.decodeStandard(JSON.stringify(posted)).errorType;
  },
  custom: ({ fault, id }) => {
    const errorMessage = wire.encodeCustom(fault, id);
    return wire.decodeStandard(JSON.stringify({ errorType: "Error", errorMessage })).embedded?.errorType;
  },
  document: ({ fault, id }) => wire.decodeDocument(wire.encodeDocument(fault, "\n    at f", id))?.errorType,
  appsync: ({ fault }) => wire.encodeAppSync(fault).errorType,
  durable: ({ fault }) => wire.encodeErrorObject(fault).ErrorType,
  "fault JSON": ({ fault }) =>
    wire.decodeFault(wire.encodeFault({ ...fault, name: "Undeclared", category: "function" }))?.errorType,
  "end of a stream": ({ fault }) => {
    wire.fitStreamEnd({ ...wire.encodeStreamEnd(fault, "orders"), name: fault.errorType });
  },
  cognito: ({ fault }) => void wire.encodeCognito(fault.message),
  "line of a message": ({ fault }) => void wire.encodeMessageLine(fault),
  authorizer: ({ fault, event }) => {
    for (const isSimple of [true, false]) wire.encodeAuthorizerDenial(fault, event, isSimple);
  },
  "S3 batch": ({ fault, id }) => void wire.encodeS3BatchFailure(fault, id),
  "service error": ({ fault, id }) => void wire.encodeServiceError({ ...fault, requestId: id }),
  CloudFormation: ({ fault, id }) => {
    const response = wire.encodeCloudFormation(fault, resource(id), id);
    const hasRoom = wire.sizeOfCustomResource({ ...response, Reason: "" }) < 3000;
    if (hasRoom) assert.ok(wire.sizeOfCustomResource(response) <= wire.CUSTOM_RESOURCE_LIMIT);
  },
  edge: ({ fault, id, event }) => {
    const { headers, body } = wire.encodeEdge(fault, id, event);
    members(body);
    for (const { key, value } of Object.values(headers).flat()) assertHeader(key, value);
  },
  ...Object.fromEntries(
    (["rest", "http", "alb", "alb-multi-value", "websocket", "websocket-connect"] as const).map((flavour) => [
      flavour,
      ({ fault, id }: Written) => {
        const { body, ...answer } = wire.encodeProxy(fault, flavour, { requestId: id });
        members(body);
        const { headers = {}, multiValueHeaders = {} } = answer as unknown as Fields;
        for (const [name, value] of Object.entries({ ...headers, ...multiValueHeaders }))
          for (const one of [value].flat()) assertHeader(name, one);
      },
    ]),
  ),
  "problem details": ({ fault, id }) =>
    void wire.encodeProxy(fault, "http", {
      requestId: id,
      format: wire.problemDetails("https://e.example/"),
    }),
  restJson1: ({ fault, id }) =>
    void wire.encodeProxy(fault, "http", { requestId: id, format: wire.restJson1 }),
};

/** A header that Node.js, and so every front, would refuse costs the whole answer. */
function assertHeader(name: string, value: string): void {
  assert.match(name, /^[\w!#$%&'*+.^`|~-]+$/);
  assert.match(value, /^[\t\x20-\x7e\x80-\xff]*$/);
}

const encodes = fc.property(written, (given) => {
  unchanged(given, () => {
    for (const [name, encode] of Object.entries(ENCODERS)) {
      try {
        const read = encode(given);
        if (read !== undefined) assert.equal(read, given.fault.errorType);
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
      }
    }
  });
});

export const encoders = [target("encoders", 400, encodes)];
