import { writeFileSync } from "node:fs";
import { catchFor, retryFor } from "@faultwire/infra";
import { Payments } from "./faults.ts";

const FILE = "state-machine.asl.json";

export const definition = {
  StartAt: "Charge",
  States: {
    Charge: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "${Charge}", "Payload.$": "$" },
      OutputPath: "$.Payload",
      Retry: retryFor(Payments),
      Catch: catchFor(Payments, { next: { CardDeclined: "Cancel" } }),
      End: true,
    },
    Cancel: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "${Cancel}", "Payload.$": "$" },
      OutputPath: "$.Payload",
      End: true,
    },
  },
};

if (process.argv[1] === import.meta.filename)
  writeFileSync(FILE, `${JSON.stringify(definition, undefined, 2)}\n`);
