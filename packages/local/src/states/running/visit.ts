import type { ExpressionScope } from "../model/expression-scope.ts";
import type { StateData, StateObject } from "../model/state-data.ts";
import { EvaluationFailure, StateFailure } from "../model/state-failure.ts";
import type { Thread } from "./thread.ts";

/** The parts of a visit. */
export interface VisitParts {
  readonly thread: Thread;
  /** The name of the state. */
  readonly name: string;
  readonly input: StateData;
  /** The id of the event of its start. */
  readonly entered: number;
}

/** One visit of a state, from its start to its end. */
export class Visit {
  readonly thread: Thread;
  /** The name of the state. */
  readonly name: string;
  /** As the state before gave it. */
  readonly input: StateData;
  readonly #entered: number;
  readonly #enteredTime: string;
  /** The number of retries so far. */
  retryCount = 0;

  constructor({ thread, name, input, entered }: VisitParts) {
    this.thread = thread;
    this.name = name;
    this.input = input;
    this.#entered = entered;
    this.#enteredTime = thread.execution.now.toISOString();
  }

  /** The context object: `$$`. */
  get context(): StateObject {
    const State = { Name: this.name, EnteredTime: this.#enteredTime, RetryCount: this.retryCount };
    return { ...this.thread.context, State };
  }

  /** Returns what an expression can name. `root` is `$` of JSONPath. */
  scope(root: StateData, more: ScopeMore = {}): ExpressionScope {
    const { context = {}, ...states } = more;
    return {
      root,
      variables: this.thread.variables,
      context: { ...this.context, ...context },
      states: { input: this.input, ...states },
      now: () => this.thread.execution.now.getTime(),
    };
  }

  /** Returns the failure that an error is, for `Retry` and `Catch`; throws what is not a failure of the state. */
  failureOf(reason: unknown): StateFailure {
    if (!(reason instanceof StateFailure)) throw reason;
    if (!(reason instanceof EvaluationFailure)) return reason;
    const sentence = `An error occurred while executing the state '${this.name}' (entered at the event id #${this.#entered}). ${reason.cause}`;
    const failure = new StateFailure(reason.error, sentence);
    if (reason.error === "States.QueryEvaluationError")
      this.thread.record({
        type: "EvaluationFailed",
        details: {
          evaluationFailedEventDetails: {
            error: failure.error,
            cause: failure.cause,
            location: reason.field,
            state: this.name,
          },
        },
      });
    return failure;
  }
}

/** The members of `$states`, and those of the context object, besides what each state has. */
export interface ScopeMore {
  readonly result?: StateData;
  readonly errorOutput?: StateData;
  readonly context?: StateObject;
}
