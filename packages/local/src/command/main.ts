#!/usr/bin/env node
import { once } from "node:events";
import { type Local, local } from "../local.ts";
import { readArguments, USAGE } from "./arguments.ts";
import { keepTime } from "./keep-time.ts";

/** The command `faultwire-local`: a service beside any program, until it is interrupted. */
try {
  const options = await readArguments(process.argv.slice(2));
  if (options === "help") console.log(USAGE);
  else
    await serve(
      await local({ ...options, keepHistory: false, onLog: (_, text) => process.stderr.write(text) }),
    );
} catch (wrong) {
  console.error(`faultwire-local: ${wrong instanceof Error ? wrong.message : wrong}`);
  process.exitCode = 2;
}

async function serve(lambda: Local): Promise<void> {
  console.log(summaryOf(lambda));
  void keepTime(lambda.clock);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await lambda.close();
}

/** Lists the endpoints; the lines that begin with "export" can be pasted into a shell. */
function summaryOf({ endpoint, client, functions, apis, inspector }: Local): string {
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_LAMBDA: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_REGION: client.region,
    // The command line of AWS and the SDK for Python read no other.
    AWS_DEFAULT_REGION: client.region,
    AWS_ACCESS_KEY_ID: client.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: client.credentials.secretAccessKey,
  };
  return [
    `Lambda listens on ${endpoint} (${functions.join(", ")})`,
    ...(inspector === undefined ? [] : [`The inspector is at ${inspector}`]),
    ...Object.entries(apis).map(([name, url]) => `API ${name} listens on ${url}`),
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${value}`),
    `The AWS CLI reads these from 2.13 and 1.29 on. Older ones, and aws sqs of version 1, call AWS itself: give them --endpoint-url ${endpoint}`,
    "Ctrl-C ends it.",
  ].join("\n");
}
