import { encodeStandard } from "@faultwire/wire";
import { javaLiteral } from "./java-literal.ts";
import { type ResponseFault, WRAPPER_FAULTS } from "./response-fault.ts";
import type { WireRules } from "./wire-rules.ts";

/** The beginning of the line below the stack's header, in which a handler's wrapper writes the members of a fault. */
const LINE = "[faultwire:1] ";

/**
 * Makes the rules of the standard wire: a pattern sees the message alone, and can be exact only for one that is always
 * the same.
 *
 * @throws TypeError for faults that patterns cannot distinguish, with the reason.
 */
export function standardRules(where: string, declared: readonly ResponseFault[]): WireRules {
  checkMessages(where, declared);
  return {
    selectable: declared,
    likeTimeouts: declared.filter((fault) => /Task timed out after \d/.test(messageOf(fault))),
    others: WRAPPER_FAULTS,
    matching: messagesOf,
    ahead: (faults) => `${messagesOf(faults)}\\z`,
    // The line shows that the wrapper threw it: an error of another origin with the same name has none.
    check: [
      `#set($line = $input.path('$.trace[1]'))`,
      `#if($faults.contains($type) && $line.startsWith('${LINE}'))`,
    ],
    // The details are passed on as they are: Velocity could not write them again. Only what follows them is read.
    body: (status) => [
      `#set($tail = $line.substring($line.lastIndexOf(',"status":')))`,
      `#set($fault = $util.parseJson($tail.replaceFirst(',', '{')))`,
      `#if($fault.status != ${status})`,
      `#set($context.responseOverride.status = $fault.status)`,
      `#end`,
      `#set($context.responseOverride.header.X-Amzn-ErrorType = $input.path('$.errorType'))`,
      `#if($fault.containsKey('retryAfter'))`,
      `#set($context.responseOverride.header.Retry-After = "$fault.retryAfter")`,
      `#end`,
      `#if($line.contains(',"details":'))`,
      `#set($tail = $line.substring($line.indexOf(',"details":')))`,
      `#end`,
      `{"errorType":$type,"message":$input.json('$.errorMessage')$tail`,
    ],
  };
}

/** Refuses messages that the details change, empty ones, and one message under two statuses. */
function checkMessages(where: string, faults: readonly ResponseFault[]): void {
  const varying = faults.filter(({ message }) => message === undefined);
  if (varying.length > 0) {
    throw new TypeError(
      `${where}: on the standard wire, the messages of ${namesOf(varying)} are made of details, and a selectionPattern sees the message alone, not the name of the type; wrap the handler with { wire: "custom" }, or leave them out with pickFaults()`,
    );
  }
  const empty = faults.filter((fault) => messageOf(fault) === "");
  if (empty.length > 0) {
    throw new TypeError(
      `${where}: on the standard wire, ${namesOf(empty)} look like a success, whose message is empty too; give each a message`,
    );
  }
  for (const fault of faults) {
    const others = faults.filter((other) => messageOf(other) === messageOf(fault));
    if (others.some(({ status }) => status !== fault.status)) {
      throw new TypeError(
        `${where}: on the standard wire, ${namesOf(others)} have one message and different statuses, and a selectionPattern sees the message alone; give each its own`,
      );
    }
  }
}

function namesOf(faults: readonly ResponseFault[]): string {
  return faults.map(({ errorType }) => errorType).join(", ");
}

function messagesOf(faults: readonly ResponseFault[]): string {
  return `(?:${[...new Set(faults.map(messageOf))].map(javaLiteral).join("|")})`;
}

/** The message as the wire has it, folded and cut. */
function messageOf({ errorType, status, message = "" }: ResponseFault): string {
  return encodeStandard({ errorType, status, message, retryable: false }, "", "").message;
}
