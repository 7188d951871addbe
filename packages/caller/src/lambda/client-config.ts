import { checkOptions, describe } from "@faultwire/catalog/internal";

/** The settings of a client for synchronous calls. */
export interface ClientConfig {
  readonly requestHandler: {
    /** Milliseconds. */
    readonly connectionTimeout: number;
    /** Milliseconds. */
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
    readonly httpsAgent: { readonly keepAlive: true };
  };
}

/** In milliseconds: the share of the service and the network in the request timeout. */
const MARGIN = 10_000;
/** Milliseconds. */
const CONNECTION_TIMEOUT = 5000;
/** Seconds. */
const LONGEST_TIMEOUT = 900;

/**
 * Makes the settings of a `LambdaClient` that waits for its functions. A client that gives up earlier leaves the
 * function running, and its caller cannot know whether it ran.
 *
 * @param functionTimeout the longest timeout of the functions that are called, in seconds
 * @throws TypeError for a timeout that Lambda does not accept.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
 * @example
 * const client = new LambdaClient(clientConfig({ functionTimeout: 60 }));
 */
export function clientConfig(options: { readonly functionTimeout: number }): ClientConfig {
  const where = "clientConfig()";
  checkOptions(where, options, ["functionTimeout"]);
  const { functionTimeout } = options;
  if (!(typeof functionTimeout === "number" && functionTimeout > 0 && functionTimeout <= LONGEST_TIMEOUT)) {
    throw new TypeError(
      `${where}: functionTimeout is a number of seconds up to ${LONGEST_TIMEOUT}; it is ${describe(functionTimeout)}`,
    );
  }
  return {
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: functionTimeout * 1000 + MARGIN,
      // Without it, a request timeout only logs a warning.
      throwOnRequestTimeout: true,
      // A NAT gateway drops connections that are silent for 350 seconds.
      httpsAgent: { keepAlive: true },
    },
  };
}
