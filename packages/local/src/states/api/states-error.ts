/** The errors of Step Functions that are made here, with their statuses. */
const STATUSES = {
  ExecutionAlreadyExists: 400,
  ExecutionDoesNotExist: 400,
  InvalidArn: 400,
  InvalidDefinition: 400,
  InvalidExecutionInput: 400,
  InvalidName: 400,
  InvalidToken: 400,
  // An error of this service, for the operations that it does not have.
  NotImplemented: 501,
  StateMachineAlreadyExists: 400,
  StateMachineDoesNotExist: 400,
  StateMachineTypeNotSupported: 400,
  ValidationException: 400,
} as const;

/** The name of an error of Step Functions. */
export type StatesErrorName = keyof typeof STATUSES;

/**
 * An error of the API of Step Functions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
 */
export class StatesError extends Error {
  override readonly name: StatesErrorName;

  constructor(name: StatesErrorName, message: string) {
    super(message);
    this.name = name;
  }

  get status(): number {
    return STATUSES[this.name];
  }
}
