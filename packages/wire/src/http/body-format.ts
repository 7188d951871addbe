import type { EncodedDetails } from "../dropped-details.ts";
import type { FaultData } from "../wire-error.ts";

/** A format of the body of an HTTP answer. */
export interface BodyFormat {
  readonly contentType: string;
  /**
   * Makes the object whose JSON is the body. The fault's message is one line already; its details are in `details`, with
   * the wire's note about them.
   */
  readonly encode: (fault: FaultData, details: EncodedDetails, requestId: string) => object;
}

/** The default format: `{ errorType, message, details?, requestId }`. */
export const plainBody: BodyFormat = {
  contentType: "application/json",
  encode: ({ errorType, message }, details, requestId) => ({ errorType, message, ...details, requestId }),
};
