import { randomUUID } from "node:crypto";
import { type Alias, aliasPrimary } from "../../config/alias.ts";
import {
  conflict,
  invalidParameter,
  notFound,
  type ServiceError,
  validation,
} from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import { pageOf } from "../list-page.ts";
import type { Members } from "../members.ts";
import { type Operation, operation } from "../operations.ts";
import { checkRevision } from "./change-function.ts";
import { checkPattern } from "./function-names.ts";
import type { FunctionRecord } from "./function-record.ts";
import { hasQualifier } from "./function-records.ts";
import type { LambdaService } from "./lambda-service.ts";

const ALIASES = "/2015-03-31/functions/{FunctionName}/aliases";
const NAME_PATTERN = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)";
const VALUES =
  "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]";
const KEYS =
  "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]";
const MOST_IN_LIST = 50;

/** Makes the operations on aliases. The texts of errors are recorded in LocalStack's TestLambdaAlias (2025-11). */
export function aliasOperations({ records }: LambdaService): readonly Operation[] {
  return [
    operation("CreateAlias", `POST ${ALIASES} 201`, ({ path, body }) => {
      const name = body.text("Name") ?? "";
      checkPattern("name", name, NAME_PATTERN);
      const version = body.text("FunctionVersion") ?? "";
      const { record } = records.find(path.FunctionName ?? "", version);
      const alias = readAlias(record, body, version);
      if (record.function.aliases.has(name))
        refuse(conflict(`Alias already exists: ${record.function.arn}:${name}`));
      return setAlias(record, name, { alias, description: body.text("Description") ?? "" });
    }),
    operation("GetAlias", `GET ${ALIASES}/{Name}`, ({ path }) => {
      const { record } = records.find(path.FunctionName ?? "");
      return describeAlias(record, existing(record, path.Name, cannotFind));
    }),
    operation("ListAliases", `GET ${ALIASES}`, ({ path, query }) => {
      const { record } = records.find(path.FunctionName ?? "");
      const version = query.get("FunctionVersion");
      const all = [...record.function.aliases]
        .filter(([, alias]) => version === null || aliasPrimary(alias) === version)
        .map(([name]) => describeAlias(record, name));
      const { items, next } = pageOf(all, {
        marker: query.get("Marker"),
        limit: query.get("MaxItems"),
        most: MOST_IN_LIST,
      });
      return { Aliases: items, ...(next === undefined ? {} : { NextMarker: next }) };
    }),
    operation("UpdateAlias", `PUT ${ALIASES}/{Name}`, ({ path, body }) => {
      const { record } = records.find(path.FunctionName ?? "");
      const name = existing(record, path.Name, (arn) => notFound(`Alias not found: ${arn}`));
      checkRevision(body, detailsOf(record, name));
      const present = record.function.aliases.get(name) ?? "$LATEST";
      const version = body.text("FunctionVersion") ?? aliasPrimary(present);
      const read = readAlias(record, body, version);
      const keepsShares = typeof present === "object" && !body.has("RoutingConfig");
      const alias = keepsShares ? { ...present, version } : read;
      return setAlias(record, name, {
        alias,
        description: body.text("Description") ?? detailsOf(record, name).description,
      });
    }),
    operation("DeleteAlias", `DELETE ${ALIASES}/{Name} 204`, ({ path }) => {
      const { record } = records.find(path.FunctionName ?? "");
      const { Name: name = "" } = path;
      record.function.aliases.delete(name);
      record.aliases.delete(name);
      record.function.asynchronous.delete(name);
    }),
  ];
}

/** Reads the versions of an alias; throws where one is not there. */
function readAlias(record: FunctionRecord, body: Members, version: string): Alias {
  const { arn } = record.function;
  const weights = body.object("RoutingConfig")?.object("AdditionalVersionWeights");
  const shares = Object.keys(weights?.all ?? {}).map((key) => [key, weights?.number(key) ?? 0] as const);
  if (!hasQualifier(record.function, version)) refuse(notFound(`Function not found: ${arn}:${version}`));
  const [[further, share] = []] = shares;
  if (further === undefined || share === undefined) return version;
  const written = `{${shares.map(([key, value]) => `${key}=${decimal(value)}`).join(", ")}}`;
  const problem = `Value '${written}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint`;
  if (shares.length > 1)
    refuse(invalidParameter("Number of items in AdditionalVersionWeights cannot be greater than 1"));
  if (share < 0 || share > 1) refuse(validation([`${problem}: ${VALUES}`]));
  if (!/^\d+$/.test(further)) refuse(validation([`${problem}: ${KEYS}`]));
  if (version === "$LATEST") refuse(latestWithShares());
  if (further === version)
    refuse(
      invalidParameter(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      ),
    );
  if (!record.function.versions.has(further)) refuse(notFound(`Function not found: ${arn}:${further}`));
  return { version, additionalVersionWeights: { [further]: share } };
}

/** As Java writes it. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** The error has no `Type`: recorded in LocalStack's test_notfound_and_invalid_routingconfigs (2025-11). */
function latestWithShares(): ServiceError {
  const message = "$LATEST is not supported for an alias pointing to more than 1 version";
  return { name: "InvalidParameterValueException", status: 400, body: { message } };
}

function setAlias(
  record: FunctionRecord,
  name: string,
  { alias, description }: { readonly alias: Alias; readonly description: string },
): unknown {
  record.function.aliases.set(name, alias);
  record.aliases.set(name, { description, revisionId: randomUUID() });
  return describeAlias(record, name);
}

function describeAlias(record: FunctionRecord, name: string): unknown {
  const alias = record.function.aliases.get(name) ?? "$LATEST";
  const { description, revisionId } = detailsOf(record, name);
  return {
    AliasArn: `${record.function.arn}:${name}`,
    Name: name,
    FunctionVersion: aliasPrimary(alias),
    Description: description,
    ...(typeof alias === "string"
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: alias.additionalVersionWeights } }),
    RevisionId: revisionId,
  };
}

function detailsOf(record: FunctionRecord, name: string) {
  return record.aliases.get(name) ?? { description: "", revisionId: "" };
}

function existing(record: FunctionRecord, name = "", error: (arn: string) => ServiceError): string {
  return record.function.aliases.has(name) ? name : refuse(error(`${record.function.arn}:${name}`));
}

function cannotFind(arn: string): ServiceError {
  return notFound(`Cannot find alias arn: ${arn}`);
}
