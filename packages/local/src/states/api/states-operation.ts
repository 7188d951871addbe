import type { StateMachines } from "../state-machines.ts";
import type { StatesInput } from "./states-input.ts";

/** The service of one request. */
interface OperationService {
  readonly machines: StateMachines;
  /** The tracing header of the request. */
  readonly traceHeader: string | undefined;
}

/** An operation of Step Functions. DefinitionMembers of its output that are undefined are left out. */
export type StatesOperation = (service: OperationService, input: StatesInput) => object | Promise<object>;
