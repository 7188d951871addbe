import { lateRejections, wrapHandler } from "@faultwire/handler";
import { act, Faults } from "./guarded.ts";

export const handler = wrapHandler(act, { throws: Faults, guards: [lateRejections()] });
