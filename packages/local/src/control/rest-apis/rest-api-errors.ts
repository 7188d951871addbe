import type { ServiceError } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";

/* Errors of API Gateway's control plane. Texts are recorded in LocalStack's tests of it (2024 to 2026) unless said otherwise. */

/** Throws the error for a request that cannot be. */
export function badRequest(message: string): never {
  return refuse(error("BadRequestException", 400, message));
}

/** Throws the error for what is not there, such as "Resource". */
export function notFound(message: string): never {
  return refuse(error("NotFoundException", 404, message));
}

/** Throws the error for what is there already, or used. */
export function conflict(message: string): never {
  return refuse(error("ConflictException", 409, message));
}

/** Throws the error for a mapping that cannot be. */
export function invalidMapping(problem: string): never {
  return badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${problem}]`,
  );
}

function error(name: string, status: number, message: string): ServiceError {
  return { name, status, body: { message } };
}
