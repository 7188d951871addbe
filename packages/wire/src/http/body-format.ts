import type { EncodedDetails } from "../dropped-details.ts";
import type { FaultData } from "../wire-error.ts";

/** How the body of an HTTP answer tells a fault. */
export interface BodyFormat {
  readonly contentType: string;
  /**
   * Makes the object that the body is the JSON of. The fault's message is one line already; its details stand in
   * `details`, with whatever the wire says of them.
   */
  readonly encode: (fault: FaultData, details: EncodedDetails, requestId: string) => object;
}

/** The format that answers have unless told: `{ errorType, message, details?, requestId }`. */
export const plainBody: BodyFormat = {
  contentType: "application/json",
  encode: ({ errorType, message }, details, requestId) => ({ errorType, message, ...details, requestId }),
};
