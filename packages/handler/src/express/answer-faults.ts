import { type Catalog, type HandlerFault, isFault } from "@faultwire/catalog";
import { checkFunction } from "@faultwire/catalog/internal";
import { mapError } from "../answer/map-error.ts";
import { read, readText } from "../foreign/safe-read.ts";
import type { HttpAnswerOptions } from "../frameworks/answer-options.ts";
import { answerRequest, checkHttpAnswer, type PlainAnswer } from "../frameworks/answer-request.ts";
import { readHttpError } from "../frameworks/http-error.ts";
import { reportOriginal } from "../frameworks/report-original.ts";
import { ownFault } from "../own-fault.ts";
import { type AdaptedInvocation, type ExpressRequest, findInvocation } from "./find-invocation.ts";

/** The members of Express' `Response` that the middleware uses. */
export interface ExpressResponse {
  readonly headersSent: boolean;
  statusCode: number;
  statusMessage: string;
  setHeader(name: string, value: string): unknown;
  removeHeader(name: string): void;
  end(body: string): unknown;
  emit(event: "error", error: unknown): unknown;
  listenerCount(event: "error"): number;
}

/** The options of {@link answerFaults}. */
export interface ExpressAnswerOptions<Throws extends Catalog> extends HttpAnswerOptions<Throws> {
  /**
   * Finds the invocation of a request: `getCurrentInvoke` of serverless-express.
   *
   * @default request.apiGateway, where `serverless-http` and the `eventContext()` of serverless-express put it
   */
  readonly invocation?: (request: ExpressRequest) => AdaptedInvocation;
}

/** An error middleware for Express' `use`, which finds it by its four parameters. */
export type ErrorMiddleware = (
  ...given: [
    error: unknown,
    request: ExpressRequest,
    response: ExpressResponse,
    next: (error?: unknown) => void,
  ]
) => Promise<void>;

/** Headers about a body that is not sent. */
const OF_OTHER_BODY = [
  "Content-Encoding",
  "Content-Language",
  "Content-Length",
  "Content-Range",
  "ETag",
  "Last-Modified",
  "Transfer-Encoding",
];

/**
 * Answers the errors of an Express application on Lambda as `wrapHandler` would. Errors that are made for clients, as
 * `http-errors` and Express' parsers make them, keep their status, message and headers. Register it after all routes.
 *
 * @see https://expressjs.com/en/guide/error-handling.html
 * @example
 * app.use(answerFaults({ throws: Orders }));
 * export const handler = serverlessHttp(app);
 */
export function answerFaults<Throws extends Catalog>(options: ExpressAnswerOptions<Throws>): ErrorMiddleware {
  checkHttpAnswer(options, ["invocation"]);
  const { invocation, ...answerOptions } = options;
  if (invocation !== undefined) checkFunction("answerFaults()", "invocation", invocation);
  // biome-ignore lint/complexity/useMaxParams: Express finds error middlewares by their four parameters
  return async (error, request, response, next) => {
    const { isAdapted, ...invoked } = findInvocation(request, invocation, answerOptions);
    if (response.headersSent) {
      // Express closes the connection then.
      next(error);
      if (isAdapted) setImmediate(failResponse, response, error);
      return;
    }
    const settings = { ...answerOptions, requestId: invoked.requestId, traceId: invoked.traceId };
    const mapped = isFault(error) ? undefined : mapError(error, settings);
    const thrown = isFault(error) || mapped ? error : (readClientError(error) ?? error);
    const onFault = reportOriginal(options.onFault, { original: error, thrown });
    const answer = await answerRequest({ thrown, ...invoked }, mapped, { ...answerOptions, onFault });
    send(response, answer);
  };
}

/** Ends the response of an adapter, which has no connection and would wait for the end until the time-out. */
function failResponse(response: ExpressResponse, error: unknown): void {
  if (response.listenerCount("error") > 0) response.emit("error", error);
}

/** Reads an error for the client; the router's own about a path that cannot be decoded has a status only. */
function readClientError(error: unknown): HandlerFault | undefined {
  const isBadPath = read(error, "name") === "URIError" && read(error, "status") === 400;
  if (!isBadPath) return readHttpError(error);
  return ownFault({ errorType: "URIError", status: 400 }, readText(error, "message") ?? "");
}

function send(response: ExpressResponse, { status, headers, body }: PlainAnswer): void {
  for (const name of OF_OTHER_BODY) response.removeHeader(name);
  response.statusCode = status;
  // Node.js writes the status' own text then.
  response.statusMessage = "";
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}
