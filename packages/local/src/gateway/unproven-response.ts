import { Unproven } from "../unproven.ts";
import type { ApiResponse } from "./http-message.ts";

/** Makes the 501 for behaviour that is not known. AWS never sends one, so it cannot be mistaken. */
export function unprovenResponse({ message }: Unproven): ApiResponse {
  return explained(501, `does not know for sure what AWS makes of this: ${message}`);
}

/** Makes the 500 for a shortage on this machine. */
export function shortageResponse({ message }: Error): ApiResponse {
  return explained(500, `could not run the function: ${message}`);
}

function explained(status: number, why: string): ApiResponse {
  const headers = [["content-type", "text/plain; charset=utf-8"]] as const;
  return { status, headers, body: `@faultwire/local ${why}.\n` };
}

/** Characters in a header that no capture shows: control characters, and what is not ASCII. */
const UNSEEN = /[^\t -~]/;

/** Returns a response, unless AWS's handling of its status or of characters in a header is not known. */
export function checkResponse(response: ApiResponse): ApiResponse {
  if (response.status < 200) throw new Unproven(`the status ${response.status}, which ends no response`);
  const unseen = response.headers.find(
    ([name, value]) => UNSEEN.test(value) || !/^[!#$%&'*+.^`|~\w-]+$/.test(name),
  );
  if (unseen === undefined) return response;
  throw new Unproven(`the header ${JSON.stringify(unseen[0])}: ${JSON.stringify(unseen[1])}`);
}
