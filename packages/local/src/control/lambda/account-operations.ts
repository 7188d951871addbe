import { invalidParameter, notFound, type ServiceError } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import { type ControlCall, type Operation, operation } from "../operations.ts";
import { checkRange, checkValue } from "./function-names.ts";
import type { FunctionRecord } from "./function-record.ts";
import type { LambdaService } from "./lambda-service.ts";

const MOST_TAGS = 50;
/** The answer's member is a whole number; where local has no limit, it is the largest that all clients read. */
const NO_LIMIT = 2_147_483_647;
const ALIASES_HAVE_NONE =
  "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.";
const UNSERVED_RESOURCE = "@faultwire/local has tags on functions only";

/** Makes the operations on the account's limits, on reserved concurrency, recursion and tags. */
export function accountOperations({ records, functions }: LambdaService): readonly Operation[] {
  const { concurrency } = functions;
  const find = ({ path }: ControlCall): FunctionRecord => {
    const { qualifier } = records.read(path.FunctionName ?? "");
    if (qualifier !== undefined) refuse(invalidParameter(ALIASES_HAVE_NONE));
    return records.find(path.FunctionName ?? "").record;
  };
  const tagged = ({ path }: ControlCall): FunctionRecord => {
    const { qualifier, name } = records.read(path.ARN ?? "");
    if (!path.ARN?.includes(":function:")) refuse(invalidParameter(UNSERVED_RESOURCE));
    if (qualifier !== undefined)
      refuse(
        invalidParameter(
          "Tags on function aliases and versions are not supported. Please specify a function ARN.",
        ),
      );
    return records.find(name).record;
  };

  return [
    operation("GetAccountSettings", "GET /2016-08-19/account-settings", () => ({
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: finite(concurrency.limit),
        UnreservedConcurrentExecutions: finite(concurrency.unreserved),
      },
      AccountUsage: {
        TotalCodeSize: records.all.reduce((sum, { latest }) => sum + latest.code.size, 0),
        FunctionCount: functions.names.length,
      },
    })),
    operation("PutFunctionConcurrency", "PUT /2017-10-31/functions/{FunctionName}/concurrency", (call) => {
      const count = call.body.number("ReservedConcurrentExecutions");
      const { qualifier, name, arn } = records.read(call.path.FunctionName ?? "");
      if (qualifier !== undefined) refuse(invalidParameter(ALIASES_HAVE_NONE));
      // As recorded, with the version: LocalStack's test_function_concurrency_exceptions (2025-11).
      if (!functions.byName.has(name)) refuse(notFound(`Function not found: ${arn}:$LATEST`));
      checkRange("reservedConcurrentExecutions", count ?? 0, [0, NO_LIMIT]);
      if ((count ?? 0) > concurrency.unreserved + (concurrency.reservedBy(name) ?? 0))
        refuse(tooLittleIsLeft());
      concurrency.reserve(name, count ?? 0);
      return { ReservedConcurrentExecutions: count };
    }),
    operation("GetFunctionConcurrency", "GET /2019-09-30/functions/{FunctionName}/concurrency", (call) => ({
      ReservedConcurrentExecutions: find(call).function.reservedConcurrency,
    })),
    operation(
      "DeleteFunctionConcurrency",
      "DELETE /2017-10-31/functions/{FunctionName}/concurrency 204",
      (call) => concurrency.reserve(find(call).function.name, undefined),
    ),
    operation(
      "GetFunctionRecursionConfig",
      "GET /2024-08-31/functions/{FunctionName}/recursion-config",
      (call) => ({
        RecursiveLoop: find(call).function.recursiveLoop,
      }),
    ),
    operation(
      "PutFunctionRecursionConfig",
      "PUT /2024-08-31/functions/{FunctionName}/recursion-config",
      (call) => {
        const { function: of } = find(call);
        const RecursiveLoop = call.body.text("RecursiveLoop") ?? "";
        checkValue("recursiveLoop", RecursiveLoop, ["Terminate", "Allow"]);
        of.recursiveLoop = RecursiveLoop === "Allow" ? "Allow" : "Terminate";
        return { RecursiveLoop };
      },
    ),
    operation("ListTags", "GET /2017-03-31/tags/{ARN}", (call) => ({
      Tags: Object.fromEntries(tagged(call).tags),
    })),
    operation("TagResource", "POST /2017-03-31/tags/{ARN} 204", (call) => {
      const { tags } = tagged(call);
      const given = Object.entries(call.body.textMap("Tags") ?? {});
      if (given.length === 0)
        refuse(invalidParameter("An error occurred and the request cannot be processed."));
      if (new Set([...tags.keys(), ...given.map(([key]) => key)]).size > MOST_TAGS)
        refuse(invalidParameter("Number of tags exceeds resource tag limit."));
      for (const [key, value] of given) tags.set(key, value);
    }),
    operation("UntagResource", "DELETE /2017-03-31/tags/{ARN} 204", (call) => {
      const { tags } = tagged(call);
      for (const key of call.query.getAll("tagKeys")) tags.delete(key);
    }),
  ];
}

function finite(limit: number): number {
  return Math.min(limit, NO_LIMIT);
}

/** The error has no `Type`. AWS keeps 100 for all other functions; local keeps none. */
function tooLittleIsLeft(): ServiceError {
  const message =
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [0].";
  return { name: "InvalidParameterValueException", status: 400, body: { message } };
}
