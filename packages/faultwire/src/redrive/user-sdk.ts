import { createRequire } from "node:module";
import { join } from "node:path";
import type { LambdaClient, LambdaClientConfig } from "@aws-sdk/client-lambda";
import type { SQSClient, SQSClientConfig } from "@aws-sdk/client-sqs";
import { CannotRedrive } from "./cannot-redrive.ts";

/** A client of SQS and the commands that it sends. */
export interface SqsAccess {
  readonly sdk: typeof import("@aws-sdk/client-sqs");
  readonly client: SQSClient;
}

/** A client of Lambda and the commands that it sends. */
export interface LambdaAccess {
  readonly sdk: typeof import("@aws-sdk/client-lambda");
  readonly client: LambdaClient;
}

/** The project of the user, and the service that its clients call. */
export interface SdkOptions {
  /** The folder of the user's project, an absolute path. */
  readonly project: string;
  /** The URL of a service that stands in for AWS. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * Makes a client of SQS with the SDK of the user's project, and with the credentials that the SDK finds.
 *
 * @throws CannotRedrive where the SDK is not installed.
 */
export function accessSqs(options: SdkOptions): SqsAccess {
  const sdk = load(options.project, "@aws-sdk/client-sqs");
  const endpoint = options.endpoint ?? process.env.AWS_ENDPOINT_URL_SQS ?? process.env.AWS_ENDPOINT_URL;
  // Otherwise a request goes to the host of the queue's URL.
  const config: SQSClientConfig = endpoint === undefined ? {} : { endpoint, useQueueUrlAsEndpoint: false };
  // The package of that name is loaded.
  const loaded = sdk as SqsAccess["sdk"];
  return { sdk: loaded, client: new loaded.SQSClient({ ...config, ...regionIn(options) }) };
}

/**
 * Makes a client of Lambda with the SDK of the user's project, and with the credentials that the SDK finds.
 *
 * @throws CannotRedrive where the SDK is not installed.
 */
export function accessLambda(options: SdkOptions): LambdaAccess {
  const sdk = load(options.project, "@aws-sdk/client-lambda");
  const config: LambdaClientConfig = options.endpoint === undefined ? {} : { endpoint: options.endpoint };
  // The package of that name is loaded.
  const loaded = sdk as LambdaAccess["sdk"];
  return { sdk: loaded, client: new loaded.LambdaClient({ ...config, ...regionIn(options) }) };
}

function regionIn({ region }: SdkOptions): { readonly region?: string } {
  return region === undefined ? {} : { region };
}

function load(project: string, name: string): unknown {
  const require = createRequire(join(project, "package.json"));
  try {
    return require(name);
  } catch (failure) {
    if (Object(failure).code !== "MODULE_NOT_FOUND") throw failure;
    throw new CannotRedrive(
      `${name} is not installed in ${project}: run npm install ${name} there, or call the command in the folder of a project that has it`,
    );
  }
}
