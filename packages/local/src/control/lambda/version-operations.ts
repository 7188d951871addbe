import { invalidParameter } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import { pageOf } from "../list-page.ts";
import { type Operation, operation } from "../operations.ts";
import { checkRevision } from "./change-function.ts";
import { configuration, listedConfiguration } from "./configuration.ts";
import type { LambdaService } from "./lambda-service.ts";
import { publishVersion } from "./publish-version.ts";

const VERSIONS = "/2015-03-31/functions/{FunctionName}/versions";
const MOST_IN_LIST = 50;

/** Makes the operations on published versions. */
export function versionOperations({ records, functions }: LambdaService): readonly Operation[] {
  const { account } = functions;
  return [
    operation("PublishVersion", `POST ${VERSIONS} 201`, ({ path, body }) => {
      const { record } = records.find(path.FunctionName ?? "");
      checkRevision(body, record.latest);
      const wanted = body.text("CodeSha256");
      const { sha256 } = record.latest.code;
      if (wanted !== undefined && wanted !== sha256)
        refuse(
          invalidParameter(
            `CodeSHA256 (${wanted}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
          ),
        );
      const version = publishVersion(record, body.text("Description"));
      return configuration({ record, version, arn: `${record.function.arn}:${version}`, account });
    }),
    operation("ListVersionsByFunction", `GET ${VERSIONS}`, ({ path, query }) => {
      const { record } = records.find(path.FunctionName ?? "");
      const { arn, versions } = record.function;
      const all = ["$LATEST", ...versions.keys()].map((version) =>
        listedConfiguration({ record, version, arn: `${arn}:${version}`, account }),
      );
      const { items, next } = pageOf(all, {
        marker: query.get("Marker"),
        limit: query.get("MaxItems"),
        most: MOST_IN_LIST,
      });
      return { Versions: items, ...(next === undefined ? {} : { NextMarker: next }) };
    }),
  ];
}
