import type { Catalog } from "@faultwire/catalog";
import { HANDLER_STATUSES } from "@faultwire/catalog/internal";

/** The parts of a fault that a response of API Gateway depends on. */
export interface ResponseFault {
  readonly errorType: string;
  readonly status: number;
  /** The message that every such fault has; undefined where it is made of the details. */
  readonly message?: string | undefined;
}

/** The faults that a handler's wrapper throws itself. */
export const WRAPPER_FAULTS: readonly ResponseFault[] = Object.entries(HANDLER_STATUSES).map(
  ([errorType, status]) => ({ errorType, status }),
);

/** Reads the declared faults of a catalog. */
export function faultsOf(catalog: Catalog): readonly ResponseFault[] {
  return Object.values(catalog.faults).map(({ errorType, prototype, declaration }) => ({
    errorType,
    status: prototype.status,
    message: typeof declaration.message === "string" ? declaration.message : undefined,
  }));
}
