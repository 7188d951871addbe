/** What the client of a synchronous caller needs. */
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

/** Milliseconds: what the service and the network may take beside the function. */
const MARGIN = 10_000;
const CONNECTION_TIMEOUT = 5000;
/** Seconds. */
const LONGEST_TIMEOUT = 900;

/**
 * Makes the settings of a `LambdaClient` whose callers wait for the function: a client that gives up first leaves a
 * function running, and tells that nobody knows whether it ran.
 *
 * @param functionTimeout the longest time-out of the functions that are called, in seconds
 * @throws TypeError for a time-out that Lambda does not have.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
 * @example
 * const client = new LambdaClient(clientConfig({ functionTimeout: 60 }));
 */
export function clientConfig({ functionTimeout }: { readonly functionTimeout: number }): ClientConfig {
  if (!(functionTimeout > 0 && functionTimeout <= LONGEST_TIMEOUT)) {
    throw new TypeError(
      `clientConfig(): functionTimeout is a number of seconds up to ${LONGEST_TIMEOUT}; it is ${functionTimeout}`,
    );
  }
  return {
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: functionTimeout * 1000 + MARGIN,
      // Alone, a request timeout only warns.
      throwOnRequestTimeout: true,
      // A NAT gateway forgets a connection that is silent for 350 s.
      httpsAgent: { keepAlive: true },
    },
  };
}
