export type { HttpAnswerOptions } from "../frameworks/answer-options.ts";
export { answerFaults, type RouterContext } from "./answer-faults.ts";
export { type ErrorLogger, powertoolsLogger } from "./logger.ts";
export { powertoolsMetrics, type SingleMetrics } from "./metrics.ts";
export { type ErrorTracer, powertoolsTracer } from "./tracer.ts";
