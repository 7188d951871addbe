export type { HttpAnswerOptions } from "../frameworks/answer-options.ts";
export { answerFaults, type HonoContext } from "./answer-faults.ts";
export { failStream, type HonoStream } from "./fail-stream.ts";
