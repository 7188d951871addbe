import type { IncomingMessage } from "node:http";
import type { NamedFront } from "../../gateway/api.ts";
import type { RestApis } from "./rest-apis.ts";

/** "/restapis/a1b2c3d4e5/dev/_user_request_/orders": the path of a stage on the endpoint, as in LocalStack. */
const STAGE_PATH = /^\/restapis\/([^/?]+)\/([^/?]+)\/_user_request_(?=[/?]|$)(.*)$/;

/** The answer to a stage that is not there; API Gateway would not know the name of the host. */
const NOT_THERE = {
  status: 403,
  headers: [
    ["Content-Type", "application/json"],
    ["x-amzn-ErrorType", "ForbiddenException"],
  ],
  body: '{"message":"Forbidden"}',
} as const;

/** Finds the stage of a request, whose URL becomes the one that API Gateway has; undefined for requests of AWS's APIs. */
export function stageOf(apis: RestApis, message: IncomingMessage): NamedFront | undefined {
  const [, api, stage, rest = ""] = STAGE_PATH.exec(message.url ?? "") ?? [];
  if (api === undefined || stage === undefined) return undefined;
  message.url = `/${stage}${rest.startsWith("/") ? rest : `/${rest}`}`;
  return { name: api, front: apis.frontOf(api, stage) ?? (async () => NOT_THERE) };
}

/** The URLs of all stages that do not have a port of their own, by API and stage: `a1b2c3d4e5/dev`. */
export function stageUrls(apis: RestApis, endpoint: string): Readonly<Record<string, string>> {
  const stages = [...apis.byId.values()].flatMap(({ id, stages, ownStage }) =>
    [...stages.keys()].filter((name) => name !== ownStage).map((name) => [id, name] as const),
  );
  return Object.fromEntries(
    stages.map(([id, name]) => [`${id}/${name}`, `${endpoint}/restapis/${id}/${name}/_user_request_`]),
  );
}
