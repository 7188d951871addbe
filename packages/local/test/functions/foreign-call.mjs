import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";

/** Calls a service that local does not have, with what the environment says, and returns how it failed. */
export const handler = async () => {
  const client = new S3Client();
  const failure = await client.send(new ListBucketsCommand()).catch((error) => error);
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_LAMBDA, AWS_ENDPOINT_URL_SQS } = process.env;
  return {
    failed: failure.code ?? failure.name,
    endpoints: [AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_LAMBDA, AWS_ENDPOINT_URL_SQS],
  };
};
