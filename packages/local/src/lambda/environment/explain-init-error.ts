import type { Program } from "../../config/program.ts";

/** Packages that Lambda's Node.js runtimes have. https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html */
const OF_THE_RUNTIME = /Cannot find (?:package|module) '((?:@aws-sdk|@smithy)\/[^/']+)/;
/** Node.js's words where a source is more than JavaScript with types. */
const MORE_THAN_TYPES =
  /strip-only mode|Cannot find (?:package|module) '|does not provide an export named|Unknown file extension/;

/**
 * Adds to the error of a function that could not start what to do about it, where the same code may start on AWS: there is
 * no AWS counterpart of such an error.
 */
export function explainInitError(body: Buffer, program: Program): Buffer {
  const error = read(body);
  const message = error?.errorMessage;
  if (typeof message !== "string") return body;
  const advice = adviceFor(message, program);
  return advice === undefined
    ? body
    : Buffer.from(JSON.stringify({ ...error, errorMessage: `${message}\n${advice}` }));
}

function adviceFor(message: string, { source }: Program): string | undefined {
  const [, missing] = OF_THE_RUNTIME.exec(message) ?? [];
  if (missing !== undefined)
    return `Lambda's runtime has ${missing}; local takes it from the project: npm install --save-dev ${missing}`;
  if (source === undefined || source.esbuild !== undefined || !MORE_THAN_TYPES.test(message))
    return undefined;
  return "Node.js alone removes types, and no more. With esbuild in the project, local builds TypeScript as deployment tools do: npm install --save-dev esbuild";
}

function read(body: Buffer): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(body.toString("utf8"));
    // The cast: an object's members are unknown.
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : undefined;
  } catch {
    // A runtime may post anything.
    return undefined;
  }
}
