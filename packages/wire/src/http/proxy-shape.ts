import type { ProxyFlavour } from "./proxy-event.ts";

/** An HTTP answer in the form that API Gateway, a Function URL or an ALB takes from a function. */
export interface ProxyResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** The form of an HTTP answer, and its limits, by flavour. */
export interface ProxyShape {
  /** Whether each header is a list of values, in `multiValueHeaders`. */
  readonly hasMultiValueHeaders: boolean;
  /** Whether `isBase64Encoded` is required. API Gateway takes its absence for false. */
  readonly needsEncoding: boolean;
  /** Whether the answer to a message is a frame: a body alone, without status and headers. */
  readonly isFrame: boolean;
  /** The longest body in bytes, where the front has a lower limit than Lambda. */
  readonly bodyLimit?: number;
  /** The longest body of a fault in escaped characters; none of them takes more than three bytes. */
  readonly faultLimit: number;
}

/** Lambda's limit of a response in bytes, in which the body is escaped. */
export const RESPONSE_LIMIT = 6_291_556;

const SHAPES = /* @__PURE__ */ makeShapes();

function makeShapes(): Readonly<Record<ProxyFlavour, ProxyShape>> {
  const gateway: ProxyShape = {
    hasMultiValueHeaders: false,
    needsEncoding: false,
    isFrame: false,
    faultLimit: 2_000_000,
  };
  const alb: ProxyShape = { ...gateway, needsEncoding: true, bodyLimit: 1_000_000, faultLimit: 250_000 };
  return {
    rest: gateway,
    http: gateway,
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
    alb,
    "alb-multi-value": { ...alb, hasMultiValueHeaders: true },
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
    websocket: { ...gateway, isFrame: true, bodyLimit: 131_072, faultLimit: 40_000 },
    "websocket-connect": gateway,
  };
}

/** Finds the form in which an HTTP front takes an answer, and its limits. */
export function proxyShape(flavour: ProxyFlavour): ProxyShape {
  return SHAPES[flavour];
}

/** Writes an HTTP answer in the form of a flavour. Without headers or without a body that member is left out. */
export function encodeProxyResponse(
  answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  },
  flavour: ProxyFlavour,
): ProxyResponse {
  const { status, headers, body } = answer;
  const { hasMultiValueHeaders, needsEncoding } = proxyShape(flavour);
  const hasHeaders = Object.keys(headers).length > 0;
  return {
    statusCode: status,
    ...(hasHeaders && (hasMultiValueHeaders ? { multiValueHeaders: toLists(headers) } : { headers })),
    ...(body !== undefined && { body }),
    ...(needsEncoding && { isBase64Encoded: false }),
  };
}

function toLists(headers: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
