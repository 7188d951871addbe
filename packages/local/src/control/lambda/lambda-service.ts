import type { AsynchronousService } from "../../events/asynchronous-service.ts";
import type { Functions } from "../../lambda/functions.ts";
import type { DeclaredFunctions, FunctionRecords } from "./function-records.ts";

/** The parts of the service that operations of Lambda's control plane work on. */
export interface LambdaService {
  readonly functions: Functions;
  readonly records: FunctionRecords;
  /** The queues, which dead letters and destinations go to, and functions are fed from. */
  readonly events: AsynchronousService;
  /** The folder for code that is unpacked; it ends with the service. */
  readonly codeFolder: string;
  readonly declared: DeclaredFunctions;
}
