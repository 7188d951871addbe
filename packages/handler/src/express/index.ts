export type { HttpAnswerOptions } from "../frameworks/answer-options.ts";
export {
  answerFaults,
  type ErrorMiddleware,
  type ExpressAnswerOptions,
  type ExpressResponse,
} from "./answer-faults.ts";
export type { AdaptedInvocation, ExpressRequest } from "./find-invocation.ts";
