/* Plumbing for the handler and the caller. Not a public API: it changes without notice. */

export { findFault } from "../catalog.ts";
export { reviveDetails } from "../check-details.ts";
export { checkCatalog, checkFunction, checkOptions, checkSchema, describe } from "../check-options.ts";
export { currentTrace, traceToSend } from "../current-trace.ts";
export { declarationOf, INTENDED_FAULT, type IntendedFault } from "../declare-fault.ts";
export { blankFault, hide, hideAll, show } from "../fault.ts";
export { HANDLER_STATUSES, isHandlerErrorType } from "../handler-error.ts";
export { isError } from "../is-error.ts";
export { textOf } from "../json-details.ts";
export { setStackLimit } from "../stack-limit.ts";
