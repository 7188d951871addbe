import type { CorsConfig } from "../../gateway/cors.ts";
import type { Draft } from "../project.ts";
import type { Properties } from "./properties.ts";

/** The members of a configuration by their names in CloudFormation, OpenAPI and serverless.yml, in lower case. */
const MEMBERS: Readonly<Record<string, keyof CorsConfig>> = {
  allowcredentials: "allowCredentials",
  allowedheaders: "allowHeaders",
  allowedmethods: "allowMethods",
  allowedorigins: "allowOrigins",
  allowheaders: "allowHeaders",
  allowmethods: "allowMethods",
  alloworigins: "allowOrigins",
  exposedresponseheaders: "exposeHeaders",
  exposeheaders: "exposeHeaders",
  maxage: "maxAge",
};

/** Takes the CORS configuration of an HTTP API or a Function URL: an object, or `true` for all origins. */
export function takeCors(owner: Properties, name: string): CorsConfig | undefined {
  if (!owner.has(name) || owner.values[name] === false) return undefined;
  if (owner.flag(name)) return { allowOrigins: ["*"], allowMethods: ["*"], allowHeaders: ["*"] };
  const given = owner.part(name);
  const cors: Draft<CorsConfig> = {};
  for (const each of given.names) {
    const member = MEMBERS[each.toLowerCase()];
    if (member === "allowCredentials") cors.allowCredentials = given.flag(each) ?? false;
    else if (member === "maxAge") cors.maxAge = given.number(each) ?? 0;
    else if (member !== undefined) cors[member] = given.list(each).map(String);
  }
  given.finish();
  return cors;
}
