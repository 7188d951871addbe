import { type ServiceError, serializationFailure } from "../lambda/service-error.ts";

/** Thrown by an operation of a control plane: the error that its caller gets. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  readonly error: ServiceError;

  constructor(error: ServiceError) {
    super(error.name);
    this.error = error;
  }
}

/** Throws an error of the service. */
export function refuse(error: ServiceError): never {
  throw new ControlError(error);
}

/** Throws the error for a member of a request that has another type than in AWS's model. */
export function refuseType(member: string, wanted: string): never {
  return refuse(serializationFailure(`${member} is not ${wanted}`));
}
