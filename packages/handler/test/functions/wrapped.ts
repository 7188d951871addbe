import { wrapHandler } from "@faultwire/handler";
import { fail, options } from "./faults.ts";

export const handler = wrapHandler((event: object) => fail(event), options);
