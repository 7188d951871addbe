import { isError } from "@faultwire/catalog/internal";

/** Milliseconds before each further attempt. */
const DELAYS = [100, 400, 1000];
/** Milliseconds that one attempt may take. */
const TIMEOUT = 2000;

/**
 * Uploads a JSON document to a pre-signed URL of S3. The URL is a secret and never part of an error's message.
 *
 * @throws Error if four attempts fail.
 */
export async function uploadAnswer(url: string, answer: unknown): Promise<void> {
  // Bytes have no content type: one that the signature does not name would be refused.
  const body = new TextEncoder().encode(JSON.stringify(answer));
  let problem = await put(url, body);
  for (const delay of DELAYS) {
    if (problem === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, delay));
    problem = await put(url, body);
  }
  if (problem !== undefined)
    throw new Error(`The answer could not be delivered to CloudFormation: ${problem}`);
}

/** Makes one attempt and returns what went wrong; undefined if nothing did. */
async function put(url: string, body: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  try {
    const { ok, status } = await fetch(url, { method: "PUT", body, signal: AbortSignal.timeout(TIMEOUT) });
    return ok ? undefined : `HTTP status ${status}`;
  } catch (failure) {
    return isError(failure) ? failure.name : "no answer";
  }
}
