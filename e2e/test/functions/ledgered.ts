import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";

/** Its author promises that calling the function again is safe. */
export class BankBusy extends fault("BankBusy", { status: 409, retryable: true, message: "busy" }) {}
export const Banks = defineCatalog("banks", { BankBusy });

/** A bank that never has time. */
export const bank = wrapHandler(
  async () => {
    throw new BankBusy();
  },
  { throws: Banks },
);

const askBank = createCaller<typeof bank>({
  client: new LambdaClient({}),
  functionName: "bank",
  faults: Banks,
});

/** Charges, then asks the bank and passes on its fault: running it again would charge again. */
export const passingOn = wrapHandler(async () => askBank({}), { throws: Banks });

/** The same without a wrapper: the received fault is thrown as it is. */
export const unwrapped = async () => askBank({});

/** Answers over HTTP as its event or query says, with any gateway in front of it. */
export const answering = async ({
  rawQueryString,
  queryStringParameters,
  ...event
}: Readonly<Record<string, unknown>>) => {
  const query = new URLSearchParams(queryStringParameters as Record<string, string> | undefined);
  const status = Number(query.get("status") ?? 429);
  const location = query.get("location");
  const isElb = "elb" in ((event.requestContext as object | undefined) ?? {});
  return {
    statusCode: status,
    ...(isElb && { statusDescription: `${status} As Asked`, isBase64Encoded: false }),
    headers: {
      "content-type": "application/json",
      "x-amzn-errortype": "TooManyRequestsException",
      ...(location && { location: decodeURIComponent(location) }),
    },
    body: '{"message":"Too Many Requests"}',
  };
};
