/** The wrapper's own errors with their HTTP statuses. */
export const HANDLER_STATUSES = {
  ValidationFailed: 400,
  FunctionTimedOut: 504,
  ResultTooLarge: 500,
  InternalFailure: 500,
  DependencyFailed: 502,
} as const;

/** The types of a handler wrapper's own errors. */
export type HandlerErrorType = keyof typeof HANDLER_STATUSES;

/** Whether an error type is one of a handler wrapper's own. */
export function isHandlerErrorType(errorType: string | undefined): errorType is HandlerErrorType {
  return errorType !== undefined && Object.hasOwn(HANDLER_STATUSES, errorType);
}
