import { wrapHandler } from "@faultwire/handler";
import { emfMetrics } from "@faultwire/handler/emf";
import { fail, options } from "./faults.ts";

const onFault = emfMetrics({ namespace: "Shop", dimensions: { Stage: "test" } });

export const handler = wrapHandler((event: object) => fail(event), { ...options, onFault });
