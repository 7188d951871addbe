import { javaLiteral } from "./java-literal.ts";
import { type ResponseFault, WRAPPER_FAULTS } from "./response-fault.ts";
import type { WireRules } from "./wire-rules.ts";

/** The place where a fault was thrown, which is the last member and is not for clients. Possessive: Java would recurse. */
const TRACE = String.raw`,"trace":\{"function":"(?:[^"\\]|\\.)*+","line":\d+,"file":"(?:[^"\\]|\\.)*+"\}\}\z`;
/** All that `encodeCustom` writes before the message, of any type. */
const HEAD = String.raw`\{"errorType":"[^"]+","httpStatus":[45]\d\d,"requestId":"[\w-]{0,64}","message":"[\s\S]*\}`;

/**
 * Makes the rules of the custom wire: `errorMessage` is one JSON object that begins with the type, where no text of a
 * user can be.
 */
export function customRules(declared: readonly ResponseFault[]): WireRules {
  return {
    selectable: [...declared, ...WRAPPER_FAULTS],
    likeTimeouts: [],
    others: [],
    matching: (faults) => `${startOf(faults)}[\\s\\S]*`,
    ahead: startOf,
    // The type is asked for twice: an error that only has a fault's JSON as its message has another type of its own.
    check: [
      `#set($message = $input.path('$.errorMessage'))`,
      `#set($start = '{"errorType":')`,
      `#set($start = $start.concat($type).concat(',"httpStatus":'))`,
      `#if($faults.contains($type) && $message.startsWith($start) && $message.matches('${HEAD}'))`,
    ],
    // The JSON is passed on as it is: Velocity could not write it again. A status that was changed is read off its head.
    body: (status) => [
      `#set($body = $message.replaceAll('${TRACE}', '}'))`,
      `#set($context.responseOverride.header.X-Amzn-ErrorType = $input.path('$.errorType'))`,
      `#if(!$message.startsWith($start.concat('${status},')))`,
      `#set($head = $message.substring(0, $message.indexOf(',"requestId":')))`,
      `#set($head = $util.parseJson($head.concat('}')))`,
      `#set($context.responseOverride.status = $head.httpStatus)`,
      `#end`,
      `#set($tail = $body.substring($body.lastIndexOf(',')))`,
      String.raw`#if($tail.matches(',"retryAfter":\d+\}'))`,
      String.raw`#set($context.responseOverride.header.Retry-After = $tail.replaceAll('\D', ''))`,
      `#end`,
      `$body`,
    ],
  };
}

function startOf(faults: readonly ResponseFault[]): string {
  const types = faults.map(({ errorType }) => javaLiteral(errorType)).join("|");
  return String.raw`\{"errorType":"(?:${types})","httpStatus":[45]\d\d,"requestId":"[\w-]{0,64}","message":"`;
}
