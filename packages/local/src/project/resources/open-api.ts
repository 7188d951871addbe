import type { Properties } from "./properties.ts";

/** A method of an OpenAPI document. */
export interface ApiOperation {
  /** `GET`, or `ANY`. */
  readonly method: string;
  readonly path: string;
  readonly properties: Properties;
}

const METHODS = ["delete", "get", "head", "options", "patch", "post", "put"];
const ANY = "x-amazon-apigateway-any-method";

/** Lists the methods in the body of an API. */
export function operationsOf(body: Properties): readonly ApiOperation[] {
  const paths = body.part("paths");
  return paths.names.flatMap((path) => {
    const item = paths.part(path);
    const found = item.names.filter((name) => METHODS.includes(name.toLowerCase()) || name === ANY);
    return found.map((name) => ({
      path,
      method: name === ANY ? "ANY" : name.toUpperCase(),
      properties: item.part(name),
    }));
  });
}
