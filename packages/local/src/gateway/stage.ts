import { describe } from "../config/check.ts";
import { type ApiRequest, isLocalName } from "./http-message.ts";

/**
 * Checks the name of a stage.
 *
 * @throws TypeError naming the API and what to do.
 */
export function checkStage(api: string, stage: string): void {
  if (typeof stage === "string" && /^[\w-]{1,128}$/.test(stage)) return;
  throw new TypeError(`api ${api}: stage is 1 to 128 letters, digits, "-" or "_"; it is ${describe(stage)}`);
}

/**
 * Returns the path of a request after the stage, as it was sent; undefined if the path does not begin with the stage. An API
 * that names no stage has none in its paths, nor has a custom domain.
 */
export function pathAfterStage(request: ApiRequest, stage: string | undefined): string | undefined {
  if (stage === undefined || !isLocalName(request)) return request.path;
  const [start = "", first] = /^\/+([^/]*)/.exec(request.path) ?? [];
  if (first !== stage) return undefined;
  return request.path.slice(start.length) || "/";
}
