import { parseFunctionName } from "../../lambda/function-name.ts";
import type { Fields } from "../language/fields.ts";
import { isMembers } from "../model/members.ts";
import type { TaskResource } from "../running/task-resource.ts";

const FUNCTION = /^arn:aws[\w-]*:lambda:[^:]*:[^:]*:function:/;
const INVOKE = /^arn:aws[\w-]*:states:[^:]*:[^:]*:lambda:invoke$/;
/** The parameters that change what happens here. */
const PARAMETERS = ["FunctionName", "InvocationType", "LogType", "Payload", "Qualifier"];

/**
 * Reads `Resource` and checks the parameters for it.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export function readResource(fields: Fields): TaskResource {
  const text = fields.required("Resource");
  if (FUNCTION.test(text)) {
    if (parseFunctionName(text) === undefined)
      throw fields.problem("Resource", `is not a function's ARN: ${text}`);
    return { type: "function", arn: text };
  }
  if (INVOKE.test(text)) {
    checkParameters(fields, fields.language === "JSONata" ? "Arguments" : "Parameters");
    return { type: "invoke" };
  }
  throw fields.problem(
    "Resource",
    `is not done by @faultwire/local: tasks call functions, by arn:aws:states:::lambda:invoke or a function's ARN; it is ${text}`,
  );
}

function checkParameters(fields: Fields, name: "Arguments" | "Parameters"): void {
  const given = fields.get(name);
  // All of it may be an expression.
  if (fields.language === "JSONata" && typeof given === "string") return;
  if (!isMembers(given)) throw fields.problem(name, "is an object with FunctionName");
  const names = Object.keys(given).map((each) => each.replace(/\.\$$/, ""));
  if (!names.includes("FunctionName")) throw fields.problem(`${name}.FunctionName`, "is missing");
  const unknown = names.find((each) => !PARAMETERS.includes(each));
  if (unknown !== undefined)
    throw fields.problem(
      `${name}.${unknown}`,
      `is not done by @faultwire/local; it has ${PARAMETERS.join(", ")}`,
    );
  if ((given.InvocationType ?? "RequestResponse") !== "RequestResponse")
    throw fields.problem(
      `${name}.InvocationType`,
      "is not done by @faultwire/local, unless it is RequestResponse",
    );
}
