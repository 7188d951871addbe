import type { Catalog } from "@faultwire/catalog";
import type { WrapOptions } from "../wrap-handler.ts";

/** How a framework's errors are answered: the options of `wrapHandler`, but for what stands around the handler. */
export type AnswerOptions<Throws extends Catalog> = Omit<
  WrapOptions<Throws, unknown, unknown, unknown, unknown>,
  "input" | "output" | "issues" | "guards"
>;

/** The same behind a framework that serves HTTP alone. */
export type HttpAnswerOptions<Throws extends Catalog> = Omit<AnswerOptions<Throws>, "wire" | "trace">;
