import type { CallSummary, InspectedCall, ServiceSnapshot, ServiceState } from "../src/inspector/calls.ts";

/* The connection to the service that sent this page. */

const token = new URLSearchParams(location.search).get("token") ?? "";

/** The messages that the service sends. */
export interface Listeners {
  readonly onSnapshot: (snapshot: ServiceSnapshot) => void;
  readonly onCalls: (calls: readonly CallSummary[]) => void;
  readonly onState: (state: ServiceState) => void;
  /** Called when the connection has come or gone. */
  readonly onConnection: (isOpen: boolean) => void;
}

/** Listens while the page is visible: browsers allow a server few connections. Returns a function that ends it. */
export function listenToService(listeners: Listeners): () => void {
  let source: EventSource | undefined;
  const open = () => {
    source?.close();
    source = document.hidden ? undefined : connect(listeners);
  };
  document.addEventListener("visibilitychange", open);
  open();
  return () => {
    document.removeEventListener("visibilitychange", open);
    source?.close();
  };
}

function connect({ onSnapshot, onCalls, onState, onConnection }: Listeners): EventSource {
  const source = new EventSource(`inspector/events?token=${encodeURIComponent(token)}`);
  const on = (name: string, listener: (data: never) => void) =>
    source.addEventListener(name, ({ data }) => listener(JSON.parse(data) as never));
  on("snapshot", onSnapshot);
  on("calls", onCalls);
  on("state", onState);
  source.addEventListener("open", () => onConnection(true));
  source.addEventListener("error", () => onConnection(false));
  return source;
}

/** Reads one call with all that is kept; undefined where it is not kept any more. */
export async function readCall(id: number, signal: AbortSignal): Promise<InspectedCall | undefined> {
  const response = await fetch(`inspector/calls/${id}`, { signal, headers: authorization() });
  return response.ok ? ((await response.json()) as InspectedCall) : undefined;
}

/**
 * Asks the service to do something.
 *
 * @throws Error with the service's words where it refuses.
 */
export async function act(action: string, request: object): Promise<ServiceState> {
  const response = await fetch(`inspector/${action}`, {
    method: "POST",
    headers: { ...authorization(), "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

function authorization(): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
