/** The error that a state fails with, as `Retry` and `Catch` match it. */
export interface ErrorOutput {
  /** Undefined where a Fail state names none. */
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** "Length Constraints: Maximum length of 256", and of 32768. https://docs.aws.amazon.com/step-functions/latest/apireference/API_FailureEventDetails.html */
const LONGEST = { error: 256, cause: 32_768 };

/** Thrown where a state fails. */
export class StateFailure extends Error implements ErrorOutput {
  override readonly name = "StateFailure";
  readonly error: string | undefined;
  override readonly cause: string | undefined;

  constructor(error: string | undefined, cause: string | undefined) {
    super(error);
    this.error = error?.slice(0, LONGEST.error);
    this.cause = cause?.slice(0, LONGEST.cause);
  }
}

/** Thrown where a field of a state cannot be evaluated. The cause becomes a sentence that names the state. */
export class EvaluationFailure extends StateFailure {
  /** The field, as a path: `Output/total`. */
  readonly field: string | undefined;

  constructor(error: string, cause: string, field?: string) {
    super(error, cause);
    this.field = field;
  }
}

/** Thrown in a branch that was stopped, as another one failed or the execution has ended. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}
