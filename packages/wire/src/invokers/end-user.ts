import { isJsonObject } from "../json.ts";

/**
 * Checks whether a service that is not an HTTP front shows an end user the errors of this event's function:
 * AppSync, Cognito, CloudFront, or API Gateway asking an authorizer.
 */
export function isForEndUser(given: unknown): boolean {
  // AppSync's batches are lists of events.
  const event: unknown = Array.isArray(given) ? given[0] : given;
  if (!isJsonObject(event)) return false;
  const { info, triggerSource, userPoolId, type, methodArn, routeArn, Records } = event;
  // AppSync Events has a namespace in the place of a field.
  if (isJsonObject(info) && (typeof info.fieldName === "string" || isJsonObject(info.channelNamespace)))
    return true;
  if (typeof triggerSource === "string" && typeof userPoolId === "string") return true;
  if ((type === "TOKEN" || type === "REQUEST") && typeof (methodArn ?? routeArn) === "string") return true;
  return Array.isArray(Records) && isJsonObject(Records[0]) && isJsonObject(Records[0].cf);
}
