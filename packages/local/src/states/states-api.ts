import { type AwsApi, sendAnswer } from "../aws-api/answer-aws-request.ts";
import type { StatesService } from "./running/states-service.ts";
import type { StateMachineConfig } from "./state-machine-config.ts";
import type { StateMachines } from "./state-machines.ts";

/** Step Functions of one service. */
export interface StepFunctions {
  readonly api: AwsApi;
  /**
   * Loads the languages of state machines and checks those that are configured, if there are any.
   *
   * @throws TypeError naming the state machine, the state and the field that is wrong or not done.
   */
  prepare(): Promise<void>;
  /** Forgets executions. */
  forget(): void;
}

interface Loaded {
  readonly machines: StateMachines;
  readonly answer: typeof import("./api/answer-states-request.ts").answerStatesRequest;
}

/** Makes Step Functions. What runs state machines is loaded where one is configured, or with the first request. */
export function stepFunctions(
  configs: Readonly<Record<string, StateMachineConfig>>,
  service: StatesService,
): StepFunctions {
  let loaded: Promise<Loaded> | undefined;
  let machines: StateMachines | undefined;

  function load(): Promise<Loaded> {
    loaded ??= loadNow();
    return loaded;
  }

  async function loadNow(): Promise<Loaded> {
    const [{ StateMachines }, { answerStatesRequest }] = await Promise.all([
      import("./state-machines.ts"),
      import("./api/answer-states-request.ts"),
    ]);
    machines = new StateMachines(configs, service);
    return { machines, answer: answerStatesRequest };
  }

  return {
    api: {
      service: "states",
      matches: ({ target }) => target?.startsWith("AWSStepFunctions.") ?? false,
      answer: async (request, response) => {
        const { machines, answer } = await load();
        sendAnswer(await answer(machines, request), response);
      },
    },
    prepare: async () => {
      if (Object.keys(configs).length > 0) await load();
    },
    forget: () => machines?.forget(),
  };
}
