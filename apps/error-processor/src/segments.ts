import type { Run } from "@faultwire/local";
import { decodeStackFrame } from "@faultwire/wire";

/**
 * Makes the two segments that Lambda sends to X-Ray of a run: the service's, which has the request id, and the
 * function's, which has the exception that the runtime posted.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export function segmentsOf(
  functionName: string,
  { requestId, traceId, answer }: Run,
  order: number,
): object[] {
  const arn = `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`;
  const at = Date.now() / 1000 + order / 1000;
  const common = { name: functionName, trace_id: traceId, start_time: at, end_time: at + 0.1 };
  const id = requestId.replaceAll("-", "").slice(0, 16);
  return [
    {
      ...{ ...common, id, http: { response: { status: 200 } }, aws: { request_id: requestId } },
      ...{ origin: "AWS::Lambda", resource_arn: arn },
    },
    {
      ...{ ...common, id: [...id].reverse().join(""), parent_id: id, aws: { function_arn: arn } },
      ...{ origin: "AWS::Lambda::Function", ...causeOf(answer) },
    },
  ];
}

function causeOf(answer: string): object {
  const { errorType, errorMessage, trace = [] } = JSON.parse(answer) ?? {};
  if (errorType === undefined) return {};
  const stack = trace
    .map(decodeStackFrame)
    .filter(({ file }: { file?: string }) => file !== undefined)
    .map(({ function: label = "anonymous", file: path, line }: ReturnType<typeof decodeStackFrame>) => ({
      label,
      path,
      line,
    }));
  const exceptions = [{ type: errorType, message: errorMessage, stack }];
  return { fault: true, cause: { working_directory: "/var/task", exceptions, paths: [] } };
}
