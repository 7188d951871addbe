import { Component } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { CallState, CallSummary } from "../src/inspector/calls.ts";
import { count, formatDuration, formatTime } from "./format.ts";

interface CallListProps {
  /** Newest first. */
  readonly calls: readonly CallSummary[];
  readonly selected: number | undefined;
  readonly onSelect: (id: number) => void;
  readonly onOpen: () => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The calls, newest first: one of them is selected, with the arrow keys or a click. */
export function CallList({ calls, selected, onSelect, onOpen }: CallListProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const move = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === "ArrowRight") return onOpen();
    const step = STEPS[event.key];
    if (step === undefined || calls.length === 0) return;
    event.preventDefault();
    const index = calls.findIndex(({ id }) => id === selected);
    const next = calls[Math.min(calls.length - 1, Math.max(0, index + step))];
    if (next !== undefined) onSelect(next.id);
  };
  return (
    <ul
      ref={list}
      class="calls"
      role="listbox"
      aria-label="Calls, newest first"
      tabIndex={0}
      aria-activedescendant={calls.some(({ id }) => id === selected) ? `call-${selected}` : undefined}
      onKeyDown={move}
    >
      {calls.map((call) => (
        <Row key={call.id} call={call} isSelected={call.id === selected} onSelect={onSelect} />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly call: CallSummary;
  readonly isSelected: boolean;
  readonly onSelect: (id: number) => void;
}

/** One row; of hundreds only those that have changed are made again. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate({ call, isSelected }: RowProps): boolean {
    return call !== this.props.call || isSelected !== this.props.isSelected;
  }

  override render({ call, isSelected, onSelect }: RowProps) {
    const { id, functionName, source, preview, state, startedAt, durationMs } = call;
    return (
      <li
        id={`call-${id}`}
        class="call"
        role="option"
        aria-selected={isSelected}
        onClick={() => onSelect(id)}
      >
        <StateMark state={state} />
        <span class="call-line">
          <span class="call-name">{functionName || "no function"}</span>
          <Notes call={call} />
          <span class="call-wire">{call.wire}</span>
        </span>
        <span class="call-line muted">
          <span class="call-source">
            <time>{formatTime(startedAt)}</time> {source.front}{" "}
            {source.detail || <span class="preview">{preview}</span>}
          </span>
          <span class="call-time">{formatDuration(durationMs)}</span>
        </span>
      </li>
    );
  }
}

function Notes({ call }: { readonly call: CallSummary }) {
  const { fault, injections, tries, ran, state } = call;
  return (
    <span class="call-notes">
      {injections > 0 && <span class="note injected">injected</span>}
      {tries > 1 && <span class="note tries-note">{count(tries, "try", "tries")}</span>}
      {ran !== 1 && state !== "running" && <span class="note">{ranText(ran)}</span>}
      {fault && <span class="note bad">{fault.type ?? fault.message}</span>}
    </span>
  );
}

/** The number of times that a handler ran, in words. */
export function ranText(ran: number): string {
  return ran === 0 ? "did not run" : ran === 1 ? "ran once" : `ran ${ran} times`;
}

const STATES: Readonly<Record<CallState, string>> = {
  running: "Running",
  waiting: "Waiting for another try",
  succeeded: "Succeeded",
  failed: "Failed",
};

/** The state of a call, by shape and by colour. */
export function StateMark({ state }: { readonly state: CallState }) {
  return (
    <svg class={`mark ${state}`} viewBox="0 0 16 16" role="img" aria-label={STATES[state]}>
      <circle cx="8" cy="8" r="6.25" />
      {state === "succeeded" && <path d="M5.2 8.2l2 2 3.7-4.2" />}
      {state === "failed" && <path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />}
      {state === "waiting" && <path d="M8 4.8V8l2.2 1.5" />}
    </svg>
  );
}
