import { textOfException } from "./cannot-redrive.ts";
import type { Sendable, Sent } from "./send-messages.ts";
import type { LambdaAccess } from "./user-sdk.ts";

/** Gives events to a function asynchronously, each as it was. One that is refused does not stop the others. */
export async function sendEvents(
  access: LambdaAccess,
  FunctionName: string,
  letters: readonly Sendable[],
): Promise<readonly Sent[]> {
  return await Promise.all(letters.map((letter) => sendEvent(access, FunctionName, letter)));
}

async function sendEvent(
  { sdk, client }: LambdaAccess,
  FunctionName: string,
  { id, original }: Sendable,
): Promise<Sent> {
  try {
    const { StatusCode } = await client.send(
      new sdk.InvokeCommand({
        ...{ FunctionName, InvocationType: "Event" },
        Payload: new TextEncoder().encode(original.payload),
      }),
    );
    return StatusCode === 202 ? { id } : { id, error: `Lambda answered ${StatusCode} instead of 202.` };
  } catch (refusal) {
    return { id, error: textOfException(refusal) };
  }
}
