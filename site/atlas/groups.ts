/** Errors that have the same symptom: a heading of the index, and paths of pages. */
export const GROUPS: readonly (readonly [symptom: string, slugs: readonly string[]])[] = [
  [
    "The function timed out, or the gateway stopped waiting",
    [
      ...["runtime/sandbox-timedout", "wrapper/functiontimedout", "gateway/internalservererrorexception"],
      ...["gateway/http-504", "gateway/http-503", "connection/etimedout", "runtime/sandbox-timeout"],
    ],
  ],
  [
    "502 or 500 behind API Gateway, a Function URL or a load balancer",
    [
      ...["gateway/internalservererrorexception", "gateway/http-502", "gateway/http-500"],
      ...["gateway/authorizerconfigurationexception", "wrapper/internalfailure"],
    ],
  ],
  [
    "The call was throttled",
    [
      ...["lambda/toomanyrequestsexception", "gateway/toomanyrequestsexception", "gateway/http-429"],
      ...["gateway/limitexceededexception", "lambda/throttlingexception", "lambda/ec2throttledexception"],
    ],
  ],
  [
    "The handler or a module cannot be loaded",
    [
      ...["runtime/runtime-importmoduleerror", "runtime/runtime-handlernotfound"],
      ...["runtime/runtime-usercodesyntaxerror", "runtime/runtime-malformedhandlername"],
      ...["runtime/runtime-callbackhandlerdeprecated", "runtime/runtime-invalidentrypoint"],
      ...["runtime/lambdaexception", "runtime/init-class"],
    ],
  ],
  [
    "The process ended",
    [
      ...["runtime/runtime-exiterror", "runtime/runtime-outofmemory", "runtime/runtime-nodejsexit"],
      ...["runtime/runtime-unhandledpromiserejection", "runtime/extension-crash"],
    ],
  ],
  [
    "The payload is too large",
    [
      ...["runtime/function-responsesizetoolarge", "lambda/requestentitytoolargeexception"],
      ...["lambda/requesttoolargeexception", "gateway/http-413", "wrapper/resulttoolarge"],
    ],
  ],
  [
    "401 or 403: credentials, rights, keys",
    [
      ...["gateway/accessdeniedexception", "gateway/forbiddenexception", "gateway/unauthorizedexception"],
      ...["gateway/missingauthenticationtokenexception", "gateway/http-403", "gateway/http-401"],
      ...["lambda/accessdeniedexception", "lambda/unrecognizedclientexception"],
      ...["lambda/expiredtokenexception", "lambda/invalidsignatureexception"],
    ],
  ],
  [
    "The result is not JSON, or a value was thrown that is not an Error",
    [
      ...["runtime/runtime-jsonstringifyerror", "runtime/runtime-marshalerror", "runtime/object"],
      ...["runtime/string", "runtime/handled", "caller/malformedfault"],
    ],
  ],
  [
    "No answer came",
    [
      ...["connection/econnreset", "connection/econnrefused", "connection/etimedout"],
      ...["connection/aborterror", "connection/streamended", "connection/enotfound"],
    ],
  ],
];

/** Returns the paths of errors with the same symptom. */
export function similarTo(slug: string): readonly string[] {
  const slugs = GROUPS.filter(([, each]) => each.includes(slug)).flatMap(([, each]) => each);
  return [...new Set(slugs)].filter((each) => each !== slug);
}
