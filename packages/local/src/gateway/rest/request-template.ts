import { checkObject, checkOneOf, describe } from "../../config/check.ts";
import { headerOf } from "../http-message.ts";
import { mediaType } from "../request-body.ts";
import type { CustomIntegration, TemplatesByType } from "../rest-route-config.ts";
import { compileTemplate, type Subject } from "./compile-template.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import type { RestCall } from "./rest-call.ts";

const JSON_TYPE = "application/json";
const BEHAVIORS = ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"];
const UNSUPPORTED: GatewayRefusal = { type: "UNSUPPORTED_MEDIA_TYPE" };

/** Renders a template. */
export type Render = (subject: Subject) => string;

/**
 * Makes the body of the integration's request: by the template for the request's content type, where none is JSON; without
 * one as it is, or 415.
 *
 * @throws TypeError for a template that cannot be run.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function requestMapper(
  where: string,
  {
    template,
    passthroughBehavior = "WHEN_NO_MATCH",
  }: Pick<CustomIntegration, "template" | "passthroughBehavior">,
): (call: RestCall) => Buffer | GatewayRefusal {
  checkOneOf(`${where}: passthroughBehavior`, passthroughBehavior, BEHAVIORS);
  const templates = compileTemplates(`${where}: template`, template);
  const isRefused =
    passthroughBehavior === "NEVER" || (passthroughBehavior === "WHEN_NO_TEMPLATES" && templates.size > 0);
  return (call) => {
    const { body } = call.request;
    const type = mediaType(headerOf(call.request, "content-type")) || JSON_TYPE;
    const render = templates.get(type);
    if (render !== undefined) return Buffer.from(render({ ...call, body: body.toString("utf8") }));
    return isRefused ? UNSUPPORTED : body;
  };
}

/**
 * Compiles templates by content type.
 *
 * @throws TypeError for one that cannot be run.
 */
export function compileTemplates(
  where: string,
  templates: TemplatesByType = {},
): ReadonlyMap<string, Render> {
  if (typeof templates === "string") return new Map([[JSON_TYPE, compileTemplate(where, templates)]]);
  checkObject(where, templates);
  return new Map(
    Object.entries(templates).map(([type, template]: [string, unknown]) => {
      const of = `${where}["${type}"]`;
      if (typeof template !== "string") throw new TypeError(`${of} is a text; it is ${describe(template)}`);
      return [type.toLowerCase(), compileTemplate(of, template)];
    }),
  );
}
