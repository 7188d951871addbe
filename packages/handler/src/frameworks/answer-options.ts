import type { Catalog } from "@faultwire/catalog";
import type { WrapOptions } from "../wrap-options.ts";

/** The options of a framework's error handler: those of `wrapHandler` that are about errors. */
export type AnswerOptions<Throws extends Catalog> = Omit<
  WrapOptions<Throws, unknown, unknown, unknown, unknown>,
  "input" | "output" | "issues" | "guards"
>;

/** The same for a framework that serves HTTP only. */
export type HttpAnswerOptions<Throws extends Catalog> = Omit<AnswerOptions<Throws>, "wire" | "trace">;
