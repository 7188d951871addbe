import { describe } from "@faultwire/catalog/internal";
import { ownFault } from "../own-fault.ts";

/** The id of a custom resource, as far as it is known. */
export interface KnownId {
  id(): string | undefined;
  /**
   * Names what exists from now on. If the handler fails or runs out of time afterwards, CloudFormation learns this id,
   * and asks for the deletion of what a failed creation or replacement left behind. Has no effect in a deletion.
   *
   * @throws TypeError if the id is not a text of 1 to 1024 bytes.
   */
  made(physicalResourceId: string): void;
  /**
   * Takes the id of a result; a number that is refused is known as its text, so that what was made can be deleted.
   *
   * @throws HandlerFault if the id is not a text of 1 to 1024 bytes.
   */
  take(physicalResourceId: unknown): void;
}

const ID_LIMIT_BYTES = 1024;

/** Follows the id of a custom resource: of an old one, then of what the handler makes. */
export function knownIdOf({
  RequestType,
  PhysicalResourceId,
}: {
  readonly RequestType: string;
  readonly PhysicalResourceId?: string;
}): KnownId {
  let id = RequestType === "Create" ? undefined : PhysicalResourceId;
  return {
    id: () => id,
    made(given) {
      if (!isId(given)) throw new TypeError(`context.made: ${describeId(given)}`);
      if (RequestType !== "Delete") id = given;
    },
    take(given) {
      const text = typeof given === "number" ? String(given) : given;
      if (isId(text)) id = text;
      if (!isId(given)) throw ownFault({ errorType: "InternalFailure", status: 500 }, describeId(given));
    },
  };
}

function isId(id: unknown): id is string {
  if (typeof id !== "string") return false;
  const size = sizeOf(id);
  return size > 0 && size <= ID_LIMIT_BYTES;
}

function describeId(id: unknown): string {
  const what = typeof id === "string" ? `has ${sizeOf(id)}` : `is ${describe(id)}`;
  return `PhysicalResourceId is a text of 1 to ${ID_LIMIT_BYTES} bytes; it ${what}`;
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
