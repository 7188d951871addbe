import { type ReportSettings, report } from "../report/report.ts";

/** The members that the events of all HTTP fronts share. */
export interface HttpEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null;
}

/** Makes the headers of every HTTP answer to an event. */
export type EventHeaders = (event: HttpEvent) => Readonly<Record<string, string>>;

/** The settings for making an answer's headers. */
interface HeaderSettings extends ReportSettings {
  readonly headers?: EventHeaders | undefined;
}

/** Makes the headers of an answer. Never throws: an answer without them is better than none. */
export function headersFor(event: unknown, settings: HeaderSettings): Readonly<Record<string, string>> {
  try {
    // It is called for requests only, which are such events.
    // Copied here, where a getter may throw.
    return { ...settings.headers?.(event as HttpEvent) };
  } catch (failure) {
    report(failure, "headers", settings);
    return {};
  }
}
