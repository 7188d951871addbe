/*
 * Titles with the words that people search for: the name, and the text that comes with it. A test finds each text in the
 * recorded cases, so that no page promises words that AWS does not use.
 */

/** The text that most often comes with an error, by its page. */
export const TEXTS: Readonly<Record<string, string>> = {
  "runtime/sandbox-timedout": "Task timed out after 3.00 seconds",
  "runtime/runtime-exiterror": "Runtime exited with error: signal: killed",
  "runtime/runtime-importmoduleerror": "Cannot find module",
  "runtime/runtime-handlernotfound": "is undefined or not exported",
  "runtime/runtime-usercodesyntaxerror": "SyntaxError",
  "runtime/runtime-malformedhandlername": "is not a valid handler name",
  "runtime/runtime-invalidentrypoint": "exec format error",
  "runtime/runtime-unhandledpromiserejection": "UnhandledPromiseRejection",
  "runtime/runtime-marshalerror": "Unable to marshal response",
  "runtime/runtime-unmarshalerror": "Unable to unmarshal input",
  "runtime/function-responsesizetoolarge": "exceeded maximum allowed payload size (6291556 bytes)",
  "runtime/runtime-callbackhandlerdeprecated": "callback",
  "runtime/extension-launcherror": "exec format error",
  "lambda/toomanyrequestsexception": "Rate Exceeded",
  "lambda/resourcenotfoundexception": "Function not found",
  "gateway/forbiddenexception": "Forbidden",
  "gateway/internalservererrorexception": "502 Internal server error",
  "gateway/missingauthenticationtokenexception": "Missing Authentication Token",
  "gateway/accessdeniedexception": "User is not authorized to access this resource",
  "gateway/unauthorizedexception": "401 Unauthorized",
  "gateway/toomanyrequestsexception": "429 Too Many Requests",
  "gateway/limitexceededexception": "429 Limit Exceeded",
  "gateway/invalidsignatureexception": "The request signature we calculated does not match",
  "gateway/expiredtokenexception": "The security token included in the request is expired",
  "gateway/badrequestexception": "Invalid request body",
};

/** Titles in place of the name. */
export const TITLES: Readonly<Record<string, string>> = {
  "gateway/http-401": "401 Unauthorized, without an error type",
  "gateway/http-403": "403 Forbidden, without an error type",
  "gateway/http-404": "404 Not Found, without an error type",
  "gateway/http-413": "413 Request Too Long, without an error type",
  "gateway/http-429": "429 Too Many Requests, without an error type",
  "gateway/http-500": "500 Internal Server Error, without an error type",
  "gateway/http-502": "502 Internal Server Error or Bad Gateway, without an error type",
  "gateway/http-503": "503 Service Unavailable, without an error type",
  "gateway/http-504": "504 Gateway Timeout, without an error type",
  "function/undeclared": "Error, TypeError, KeyError: an error of your own code",
  "caller/malformedfault": "MalformedFault: an answer that cannot be read",
  "wrapper/internalfailure": "InternalFailure: an undeclared error of a wrapped handler",
  "runtime/function-class": "Function<Class>: an exception of a Ruby handler",
  "runtime/init-class": "Init<Class>: an exception while a Ruby handler was loaded",
  "runtime/runtime-class": "Runtime<Class>: an exception of the Ruby runtime",
};
