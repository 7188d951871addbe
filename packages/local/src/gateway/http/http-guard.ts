import type { ApiResponse } from "../http-message.ts";
import type { HttpSubject } from "./http-event.ts";

/** Lets a request go on, perhaps with the result of its authorization, or answers it. */
export type HttpGuard = (subject: HttpSubject) => Promise<HttpSubject | ApiResponse>;
