import { randomUUID } from "node:crypto";
import type { StateData } from "../model/state-data.ts";

/** Makes the result of `lambda:invoke`, as recorded from AWS: the function's answer among what the SDK got. */
export function invokeResult(
  Payload: StateData,
  { version, length }: { readonly version: string; readonly length: number },
): StateData {
  const requestId = randomUUID();
  const headers = {
    Connection: "keep-alive",
    "Content-Length": String(length),
    "Content-Type": "application/json",
    Date: new Date().toUTCString(),
    "X-Amz-Executed-Version": version,
    "x-amzn-Remapped-Content-Length": "0",
    "x-amzn-RequestId": requestId,
  };
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return {
    ExecutedVersion: version,
    Payload,
    SdkHttpMetadata: { AllHttpHeaders: lists, HttpHeaders: headers, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
}
