import { checkMembers, checkOneOf } from "../../config/check.ts";
import type { ServiceError } from "../../lambda/service-error.ts";
import { type FunctionUrlConfig, LISTENER } from "../api-config.ts";
import type { ApiService } from "../api-service.ts";
import { signingKey } from "../authorizers/signature.ts";
import { type CorsRules, checkCors, corsHeaders, isPreflight } from "../cors.ts";
import type { ApiRequest, ApiResponse } from "../http-message.ts";
import { type ApiHandler, findFunction } from "../integration.ts";
import { OWN_FAILURES } from "../own-failures.ts";
import { answerAtOnce, answerInPieces, serviceResponse } from "./function-url-answer.ts";
import { functionUrlEvent } from "./http-event.ts";
import { functionUrlRequest } from "./http-request.ts";

const MEMBERS: Record<keyof FunctionUrlConfig, true> = {
  type: true,
  function: true,
  invokeMode: true,
  authType: true,
  cors: true,
  ...LISTENER,
};
/** `OPTIONS` is not among them. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-url-cors.html */
const CORS_RULES: CorsRules = {
  leastMaxAge: 0,
  methods: ["GET", "PUT", "HEAD", "POST", "PATCH", "DELETE"],
  refusesOpenCredentials: false,
};
/** The limit for an event of Lambda, in bytes. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
/** As quoted in github.com/anomalyco/sst/issues/5705 (2025); the type is that of Invoke's refusal. */
const EVENT_TOO_LARGE: ServiceError = {
  name: "RequestEntityTooLargeException",
  status: 413,
  body: { Message: `Request must be smaller than ${MAX_EVENT_BYTES} bytes for the InvokeFunction operation` },
};
/** Recorded of a URL that the caller may not use. */
const FORBIDDEN: ServiceError = {
  name: "AccessDeniedException",
  status: 403,
  body: {
    Message:
      "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
  },
};
const ROUTE = { routeKey: "$default", resource: "$default", pathParameters: {} };

/**
 * A Function URL. A function error is a 502 in plain text; recorded from AWS in LocalStack's
 * test_lambda_url_invocation_exception (2025-11).
 *
 * @throws TypeError when its configuration is wrong.
 */
export function functionUrl(name: string, config: FunctionUrlConfig, service: ApiService): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  const { invokeMode = "BUFFERED", authType = "NONE", cors } = config;
  checkOneOf(`api ${name}: invokeMode`, invokeMode, ["BUFFERED", "RESPONSE_STREAM"]);
  checkOneOf(`api ${name}: authType`, authType, ["NONE", "AWS_IAM"]);
  if (cors !== undefined) checkCors(`api ${name}: cors`, cors, CORS_RULES);
  const target = findFunction(name, service, config.function);
  const place = { apiId: name, account: service.functions.account, stage: "$default" };
  const api = { name, routeKey: ROUTE.routeKey, statuses: OWN_FAILURES["function-url"] };
  const run = invokeMode === "BUFFERED" ? answerAtOnce : answerInPieces;
  const answer = (received: ApiRequest): ApiResponse | Promise<ApiResponse> => {
    const accessKey =
      authType === "NONE"
        ? undefined
        : signingKey(received, { service: "lambda", region: place.account.region });
    if (authType === "AWS_IAM" && accessKey === undefined) return serviceResponse(FORBIDDEN);
    const request = functionUrlRequest(received);
    const event = Buffer.from(JSON.stringify(functionUrlEvent({ request, route: ROUTE }, place, accessKey)));
    if (event.length > MAX_EVENT_BYTES) return serviceResponse(EVENT_TOO_LARGE);
    // Recorded: the id of the answer is that of the invocation.
    return run(target, { event, request, api, requestId: request.id });
  };
  return async (received) => {
    const isAnswered = cors !== undefined && isPreflight(received);
    const response: ApiResponse = isAnswered
      ? { status: 200, headers: [], body: "" }
      : await answer(received);
    // Besides the function's own: both are sent, as Lambda's guide has it.
    const added = cors === undefined ? [] : corsHeaders(cors, received);
    const headers = [...response.headers.map(remapped), ...added, ["x-amzn-RequestId", received.id]] as const;
    return { ...response, headers };
  };
}

/** Captured of a Function URL that asks for credentials. */
function remapped([name, value]: readonly [string, string]): readonly [string, string] {
  return [name.toLowerCase() === "www-authenticate" ? `x-amzn-Remapped-${name}` : name, value];
}
