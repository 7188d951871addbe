import { decodeDocument } from "@faultwire/wire";
import { readerOf } from "./wire-reader.ts";

/**
 * Makes the typed fault of a standard Lambda error document, as `toLambdaError` of `@faultwire/handler` writes it;
 * returns undefined for any other value.
 */
export const fromLambdaError = /* @__PURE__ */ readerOf("fromLambdaError()", decodeDocument);
