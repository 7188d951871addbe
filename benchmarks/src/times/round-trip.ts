import { Code, ConnectError } from "@connectrpc/connect";
import { errorFromJson, errorToJson } from "@connectrpc/connect/protocol-connect";
import { parse } from "@faultwire/caller";
import { createORPCErrorFromJson, ORPCError } from "@orpc/client";
import { parse as parseError, serialize } from "error-serializer";
import { deserializeError, serializeError } from "serialize-error";
import type { Candidate } from "../measuring/compare.ts";
import { NotFoundByHand } from "./by-hand.ts";
import { context } from "./event.ts";
import { Orders } from "./faults.ts";
import { wrappedDirect } from "./standard-error.ts";

/* An error is thrown, becomes a JSON text, and is an error with details again where the text is read. */

const given = { orderId: "o-1" };
const MESSAGE = "Order o-1 was not found";

/** Throws an error, catches it, sends it as JSON, and makes an error of it again. */
interface Way {
  readonly name: string;
  readonly make: () => unknown;
  readonly toJson: (error: never) => unknown;
  readonly fromJson: (json: never) => unknown;
}

const ways: readonly Way[] = [
  {
    name: "a hand-written class: details checked on both sides, no stack sent",
    make: () => new NotFoundByHand(given),
    toJson: ({ name, message, details }: NotFoundByHand) => ({ name, message, details }),
    fromJson: ({ details }: { details: typeof given }) => new NotFoundByHand(details),
  },
  {
    name: "`serialize-error`: stack sent, no class, no check",
    make: notFound,
    toJson: (error: Error) => serializeError(error),
    fromJson: (json: object) => deserializeError(json),
  },
  {
    name: "`error-serializer`: stack sent, class restored, no check",
    make: notFound,
    toJson: (error: Error) => serialize(error),
    fromJson: (json: object) => parseError(json as never, { classes: { NotFound } }),
  },
  {
    name: "oRPC: code and data, no stack sent, no check",
    make: () => new ORPCError("NOT_FOUND", { status: 404, message: MESSAGE, data: given }),
    toJson: (error: ORPCError<string, unknown>) => error.toJSON(),
    fromJson: (json: ReturnType<ORPCError<string, unknown>["toJSON"]>) => createORPCErrorFromJson(json),
  },
  {
    name: "Connect: code and message, no details, no stack sent, no check",
    make: () => new ConnectError(MESSAGE, Code.NotFound),
    toJson: (error: ConnectError) => errorToJson(error, undefined),
    fromJson: (json: Record<string, string>) =>
      errorFromJson(json, undefined, new ConnectError("unreadable", Code.Unknown)),
  },
];

class NotFound extends Error {
  override name = "NotFound";
}

function notFound(): Error {
  return Object.assign(new NotFound(MESSAGE), { statusCode: 404, details: given });
}

/** Posts an error as AWS's runtime client does. */
const post = ({ name, message, stack }: Error): string =>
  JSON.stringify({ errorType: name, errorMessage: message, trace: stack?.split("\n") });

const [byHand, ...peers] = ways.map(candidateOf);

export const roundTrip: readonly Candidate[] = [
  ...(byHand ? [byHand] : []),
  {
    name: "`wrapHandler` and `parse`: details checked on both sides, stack sent",
    run: async () => parse(await wrappedDirect(given, context).catch(post), Orders),
  },
  ...peers,
];

function candidateOf({ name, make, toJson, fromJson }: Way): Candidate {
  const throwing = async () => {
    throw make();
  };
  return {
    name,
    run: async () => {
      const text = await throwing().catch((error) => JSON.stringify(toJson(error as never)));
      return fromJson(JSON.parse(text) as never);
    },
  };
}
