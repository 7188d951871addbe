import { checkValue } from "../lambda/function-names.ts";
import { Members } from "../members.ts";
import { badRequest } from "./rest-api-errors.ts";

/** One change that an update makes. */
export interface PatchOperation {
  readonly op: "add" | "replace" | "remove";
  /** The parts of the path, unescaped. */
  readonly path: readonly string[];
  /** As it was sent. */
  readonly written: string;
  readonly value: string;
}

const OPERATIONS = ["add", "remove", "move", "test", "replace", "copy"];

/**
 * Reads the changes of an update.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
export function patchOperations(input: string, body: Members): readonly PatchOperation[] {
  return (body.list("patchOperations") ?? []).map((each, index) => {
    const operation = new Members(each);
    const op = operation.text("op") ?? "";
    checkValue(`${input}.patchOperations.${index + 1}.member.op`, op, OPERATIONS);
    const written = operation.text("path") ?? badRequest("Invalid patch path null");
    if (op !== "add" && op !== "replace" && op !== "remove")
      return badRequest(
        `Invalid patch path  '${written}' specified for op '${op}'. Please choose supported operations`,
      );
    // As in JSON Pointer: RFC 6901.
    const path = written
      .split("/")
      .slice(1)
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    return { op, path, written, value: operation.text("value") ?? "" };
  });
}

/** Changes one entry of a map, such as a template by its content type. */
export function patchMap<Value>(
  map: Readonly<Record<string, Value>>,
  { op, path: [, key = ""] }: PatchOperation,
  value: Value,
): Readonly<Record<string, Value>> {
  const { [key]: _, ...others } = map;
  return op === "remove" ? others : { ...others, [key]: value };
}

/** Throws the error for a path that an update does not have. */
export function invalidPath({ written }: PatchOperation): never {
  return badRequest(`Invalid patch path ${written}`);
}
