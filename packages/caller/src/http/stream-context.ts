import type { Catalog } from "@faultwire/catalog";
import type { StreamType } from "@faultwire/wire";

/** The facts about a stream that is read. */
export interface StreamContext {
  /** The public function that was called, as a text for messages. */
  readonly where: string;
  readonly type: StreamType;
  readonly catalog: Catalog;
  /** The X-Ray trace id of the response. */
  readonly traceId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}
