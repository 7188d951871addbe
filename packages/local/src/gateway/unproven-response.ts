import { Unproven } from "../unproven.ts";
import type { ApiResponse } from "./http-message.ts";

/** Makes the 501 for behaviour that is not known. AWS never sends one, so it cannot be mistaken. */
export function unprovenResponse({ message }: Unproven): ApiResponse {
  const body = `@faultwire/local does not know for sure what AWS makes of this: ${message}.\n`;
  return { status: 501, headers: [["content-type", "text/plain; charset=utf-8"]], body };
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
