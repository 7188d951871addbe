import { type ReportSettings, report } from "../report/report.ts";

/** What the events of all HTTP fronts have in common. */
export interface HttpEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null;
}

/** Headers for every answer to an event that the wrapper writes itself. */
export type EventHeaders = (event: HttpEvent) => Readonly<Record<string, string>>;

/** What asking for them needs to know. */
interface HeaderSettings extends ReportSettings {
  readonly headers?: EventHeaders | undefined;
}

/** Asks for the headers of an answer. Never throws: an answer without them is better than none. */
export function headersFor(
  event: unknown,
  settings: HeaderSettings,
  requestId: string,
): Readonly<Record<string, string>> {
  try {
    return settings.headers?.(event as HttpEvent) ?? {};
  } catch (failure) {
    report(failure, requestId, "headers", settings);
    return {};
  }
}
