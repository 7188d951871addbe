import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const client = new S3Client({});

/** Stores a value as JSON in the bucket of the environment; returns its key. */
export async function putJson(key: string, value: unknown): Promise<string> {
  const Body = JSON.stringify(value, null, 2);
  await client.send(
    new PutObjectCommand({ Bucket: process.env.BUCKET, Key: key, Body, ContentType: "application/json" }),
  );
  return key;
}
