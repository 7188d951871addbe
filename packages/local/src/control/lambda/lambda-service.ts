import type { Functions } from "../../lambda/functions.ts";
import type { DeclaredFunctions, FunctionRecords } from "./function-records.ts";

/** The parts of the service that operations of Lambda's control plane work on. */
export interface LambdaService {
  readonly functions: Functions;
  readonly records: FunctionRecords;
  /** The names of queues, which dead letters and destinations can go to. */
  readonly queueNames: () => readonly string[];
  /** The folder for code that is unpacked; it ends with the service. */
  readonly codeFolder: string;
  readonly declared: DeclaredFunctions;
}
