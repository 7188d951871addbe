import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { conflict, invalidParameter, validation } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import { pageOf } from "../list-page.ts";
import { type ControlCall, type Operation, operation } from "../operations.ts";
import { changeFunction, checkGiven, checkRevision, readConfiguration } from "./change-function.ts";
import { folderDetails } from "./code-details.ts";
import {
  configuration,
  createdConfiguration,
  describedVersion,
  detailsOf,
  listedConfiguration,
  updatedConfiguration,
} from "./configuration.ts";
import { checkPattern, checkValue } from "./function-names.ts";
import { FunctionRecord } from "./function-record.ts";
import type { LambdaService } from "./lambda-service.ts";
import { publishVersion } from "./publish-version.ts";
import { type UploadedCode, uploadCode } from "./upload-code.ts";

const ROLE_PATTERN = "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+";
const FUNCTION = "/2015-03-31/functions/{FunctionName}";
const MOST_IN_LIST = 50;

/**
 * Makes the operations that create, read, change and delete functions.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function functionOperations(service: LambdaService): readonly Operation[] {
  const { records, functions } = service;
  const find = ({ path, query }: ControlCall) =>
    records.find(path.FunctionName ?? "", query.get("Qualifier"));
  const described = (call: ControlCall) => describedVersion(find(call), functions.account);

  return [
    operation("CreateFunction", "POST /2015-03-31/functions 201", (call) => createFunction(service, call)),
    operation("GetFunction", `GET ${FUNCTION}`, (call) => {
      const { record, version, ...rest } = described(call);
      const reserved = record.function.reservedConcurrency;
      return {
        Configuration: configuration({ record, version, ...rest }),
        Code: { RepositoryType: "file", Location: detailsOf(record, version).code.location },
        ...(record.tags.size > 0 ? { Tags: Object.fromEntries(record.tags) } : {}),
        ...(reserved === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: reserved } }),
      };
    }),
    operation("GetFunctionConfiguration", `GET ${FUNCTION}/configuration`, (call) =>
      configuration(described(call)),
    ),
    operation("ListFunctions", "GET /2015-03-31/functions", (call) => listFunctions(service, call)),
    operation("UpdateFunctionConfiguration", `PUT ${FUNCTION}/configuration`, (call) => {
      const { record, arn } = unqualified(service, call);
      checkRevision(call.body, record.latest);
      const given = { ...record.given, config: readConfiguration(call.body, record.given.config) };
      const { code } = record.latest;
      changeFunction(service, record, { given, code, description: call.body.text("Description") });
      record.role = call.body.text("Role") ?? record.role;
      return updatedConfiguration({ record, version: "$LATEST", arn, account: functions.account });
    }),
    operation("DeleteFunction", `DELETE ${FUNCTION} 204`, (call) => deleteFunction(service, call)),
    operation("UpdateFunctionCode", `PUT ${FUNCTION}/code`, async (call) => {
      const { record, arn } = unqualified(service, call);
      checkRevision(call.body, record.latest);
      const uploaded = await uploadCode(call.body, service.codeFolder);
      const given = withCode(service, record.given.config, uploaded);
      const { account } = functions;
      if (call.body.boolean("DryRun")) return configuration({ record, version: "$LATEST", arn, account });
      changeFunction(service, record, { given, code: uploaded.details });
      if (!call.body.boolean("Publish"))
        return updatedConfiguration({ record, version: "$LATEST", arn, account });
      const version = publishVersion(record);
      return updatedConfiguration({ record, version, arn: `${arn}:${version}`, account });
    }),
  ];
}

async function createFunction(service: LambdaService, { body }: ControlCall): Promise<unknown> {
  const { records, functions } = service;
  const { name, arn } = records.read(body.text("FunctionName") ?? "");
  if (name.length > 64)
    refuse(
      invalidParameter(
        `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
      ),
    );
  const role = body.text("Role");
  if (role === undefined)
    return refuse(validation(["Value null at 'role' failed to satisfy constraint: Member must not be null"]));
  checkPattern("role", role, ROLE_PATTERN);
  const code = body.object("Code") ?? refuse(invalidParameter("Please provide a source for function code."));
  if (functions.byName.has(name)) return refuse(conflict(`Function already exist: ${name}`));
  const config = readConfiguration(body, { handler: "" });
  if (config.handler === "" || config.runtime === undefined)
    return refuse(
      invalidParameter(
        "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
      ),
    );
  const uploaded = await uploadCode(code, service.codeFolder);
  const given = withCode(service, config, uploaded);
  const checked = checkGiven(service, name, given);
  // Another call may have made it while the code was unpacked.
  if (functions.byName.has(name)) return refuse(conflict(`Function already exist: ${name}`));
  const details = {
    description: body.text("Description") ?? "",
    lastModified: Date.now(),
    revisionId: randomUUID(),
    code: uploaded.details ?? folderDetails(checked),
  };
  const record = records.add(
    new FunctionRecord(functions.add(checked, { isCreated: true }), { given, latest: details, role }),
  );
  for (const [key, value] of Object.entries(body.textMap("Tags") ?? {})) record.tags.set(key, value);
  const version = body.boolean("Publish") ? publishVersion(record) : "$LATEST";
  return createdConfiguration({ record, version, arn, account: functions.account });
}

function withCode(
  { declared }: LambdaService,
  config: FunctionRecord["given"]["config"],
  { codeUri, details }: UploadedCode,
): FunctionRecord["given"] {
  const place = { root: declared.root, isUploaded: details !== undefined };
  return { config: { ...config, codeUri: resolve(declared.root, codeUri) }, place };
}

function listFunctions({ records, functions }: LambdaService, { query }: ControlCall): unknown {
  const every = query.get("FunctionVersion");
  if (every !== null) checkValue("functionVersion", every, ["ALL"]);
  const all = records.all.flatMap((record) => {
    const { arn, versions } = record.function;
    const names = every === null ? [] : ["$LATEST", ...versions.keys()];
    const wanted =
      every === null
        ? [{ version: "$LATEST", arn }]
        : names.map((version) => ({ version, arn: `${arn}:${version}` }));
    return wanted.map((each) => listedConfiguration({ record, ...each, account: functions.account }));
  });
  const { items, next } = pageOf(all, {
    marker: query.get("Marker"),
    limit: query.get("MaxItems"),
    most: MOST_IN_LIST,
  });
  return { Functions: items, ...(next === undefined ? {} : { NextMarker: next }) };
}

/** Finds the function of an operation on `$LATEST`. */
function unqualified({ records }: LambdaService, { path }: ControlCall) {
  return records.find(path.FunctionName ?? "");
}

function deleteFunction({ records, functions }: LambdaService, { path, query }: ControlCall): void {
  const { name, qualifier } = records.read(path.FunctionName ?? "", query.get("Qualifier"));
  if (qualifier === "$LATEST")
    refuse(invalidParameter("$LATEST version cannot be deleted without deleting the function."));
  // As recorded: to delete a version that is not there succeeds, and the error for a function does not name the version.
  const { record } = records.find(name);
  if (qualifier === undefined) {
    functions.remove(name);
    return;
  }
  const { aliases, versions } = record.function;
  const used = [...aliases].filter(([, alias]) => JSON.stringify(alias).includes(`"${qualifier}"`));
  if (used.length > 0)
    refuse(
      conflict(
        `Version cannot be deleted because it is referenced by the following Alias(es): [${used.map(([alias]) => alias).join(", ")}]`,
      ),
    );
  record.function.retire(qualifier);
  versions.delete(qualifier);
  record.versions.delete(qualifier);
  record.function.asynchronous.delete(qualifier);
}
