import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CallState, CallSummary, ServiceState } from "../src/inspector/calls.ts";
import { CallDetails } from "./call-details.tsx";
import { CallList } from "./call-list.tsx";
import { ClockPanel, useAdvance } from "./clock-panel.tsx";
import { count, formatDistance, formatTime } from "./format.ts";
import { InjectionsPanel } from "./injections-panel.tsx";
import { act, listenToService } from "./service.ts";

type View = "calls" | "clock" | "injections";

/** The whole page. */
export function App() {
  const { calls, state, isOpen } = useService();
  const [view, setView] = useState<View>("calls");
  const [selected, setSelected] = useState<number>();
  const [message, setMessage] = useState<string>();
  const changeView = (next: View) => {
    // On a narrow screen it leads from the details back to the list.
    if (next === view) setSelected(undefined);
    setView(next);
  };
  const show = (id: number) => {
    setSelected(id);
    setView("calls");
  };
  useEffect(() => {
    if (message === undefined) return;
    const timer = setTimeout(setMessage, 6000, undefined);
    return () => clearTimeout(timer);
  }, [message]);
  if (state === undefined)
    return (
      <p class="notice">{isOpen ? "Loading …" : "Not connected. Open the URL that local has printed."}</p>
    );
  return (
    <>
      <header class="top">
        <h1>
          <span class={`connection ${isOpen ? "open" : "closed"}`} />
          Faultwire <span>local</span>
        </h1>
        <Tabs view={view} onChange={changeView} state={state} calls={calls.size} />
        <ClockButton state={state} onError={setMessage} />
      </header>
      <p class="messages" role="status">
        {message ?? (isOpen ? "" : "The service has ended, or does not answer.")}
      </p>
      <main>
        {view === "calls" && <Calls calls={calls} selected={selected} onSelect={setSelected} />}
        {view === "clock" && <ClockPanel state={state} onError={setMessage} onOpenCall={show} />}
        {view === "injections" && <InjectionsPanel state={state} onError={setMessage} />}
      </main>
    </>
  );
}

interface Service {
  readonly calls: ReadonlyMap<number, CallSummary>;
  readonly state: ServiceState | undefined;
  readonly isOpen: boolean;
}

function useService(): Service {
  const [calls, setCalls] = useState<ReadonlyMap<number, CallSummary>>(new Map());
  const [state, setState] = useState<ServiceState>();
  const [isOpen, setOpen] = useState(true);
  useEffect(() => {
    let kept = Number.POSITIVE_INFINITY;
    return listenToService({
      onSnapshot: (snapshot) => {
        kept = snapshot.kept;
        setCalls(new Map(snapshot.calls.map((call) => [call.id, call])));
        setState(snapshot.state);
      },
      onCalls: (changed) => setCalls((before) => withCalls(before, changed, kept)),
      onState: setState,
      onConnection: setOpen,
    });
  }, []);
  return { calls, state, isOpen };
}

function withCalls(
  before: ReadonlyMap<number, CallSummary>,
  changed: readonly CallSummary[],
  kept: number,
): ReadonlyMap<number, CallSummary> {
  const calls = new Map(before);
  for (const call of changed) calls.set(call.id, call);
  const oldest = [...calls.keys()].sort((one, other) => one - other).slice(0, Math.max(0, calls.size - kept));
  for (const id of oldest) calls.delete(id);
  return calls;
}

interface TabsProps {
  readonly view: View;
  readonly onChange: (view: View) => void;
  readonly state: ServiceState;
  readonly calls: number;
}

function Tabs({ view, onChange, state, calls }: TabsProps) {
  const tabs: readonly (readonly [View, string, number])[] = [
    ["calls", "Calls", calls],
    ["clock", "Retries", state.appointments.length],
    ["injections", "Failures", state.injections.filter(({ isOn }) => isOn).length],
  ];
  return (
    <nav aria-label="Views">
      {tabs.map(([name, label, number]) => (
        <button
          type="button"
          aria-current={view === name ? "page" : undefined}
          onClick={() => onChange(name)}
        >
          {label}
          {number > 0 && <span class="badge">{number}</span>}
        </button>
      ))}
    </nav>
  );
}

interface ClockButtonProps {
  readonly state: ServiceState;
  readonly onError: (message: string) => void;
}

function ClockButton({ state: { clock, appointments }, onError }: ClockButtonProps) {
  const [isMoving, advance] = useAdvance(onError);
  const next = appointments[0];
  return (
    <div class="clock">
      <span class="muted" title="The virtual clock">
        {formatTime(clock)}
      </span>
      {next && (
        <button type="button" disabled={isMoving} onClick={() => advance("next")} title={next.what}>
          Advance {formatDistance(next.at - clock)}
        </button>
      )}
    </div>
  );
}

interface CallsProps {
  readonly calls: ReadonlyMap<number, CallSummary>;
  readonly selected: number | undefined;
  readonly onSelect: (id: number | undefined) => void;
}

type Filter = CallState | "all" | "not run";

function Calls({ calls, selected, onSelect }: CallsProps) {
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<Filter>("all");
  const search = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useMemo(
    () =>
      [...calls.values()]
        .filter((call) => isShown(call, filter, text))
        .sort((one, other) => other.id - one.id),
    [calls, filter, text],
  );
  useKeys(search, () => onSelect(undefined));
  const summary = selected === undefined ? undefined : calls.get(selected);
  return (
    <div class={`split ${summary ? "has-details" : ""}`}>
      <section class="list" aria-label="Calls">
        <div class="filters">
          <input
            ref={search}
            type="search"
            placeholder="Filter by function, front or error"
            aria-label="Filter calls"
            aria-keyshortcuts="/"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <select
            aria-label="State of calls"
            value={filter}
            onChange={({ currentTarget }) => setFilter(currentTarget.value as Filter)}
          >
            <option value="all">All</option>
            <option value="failed">Failed</option>
            <option value="waiting">Waiting</option>
            <option value="running">Running</option>
            <option value="succeeded">Succeeded</option>
            <option value="not run">Did not run</option>
          </select>
          <button
            type="button"
            class="quiet"
            disabled={calls.size === 0}
            onClick={() => void act("clear", {})}
          >
            Clear
          </button>
        </div>
        {shown.length === 0 ? (
          <EmptyList hasCalls={calls.size > 0} />
        ) : (
          <CallList
            calls={shown}
            selected={selected}
            onSelect={onSelect}
            onOpen={() => heading.current?.focus()}
          />
        )}
        <p class="foot muted" aria-live="polite">
          {shown.length === calls.size
            ? count(calls.size, "call")
            : `${shown.length} of ${count(calls.size, "call")}`}
          <span>
            <kbd>/</kbd> filter <kbd>↑</kbd> <kbd>↓</kbd> select <kbd>Enter</kbd> details <kbd>Esc</kbd> close
          </span>
        </p>
      </section>
      {summary ? (
        <CallDetails summary={summary} heading={heading} onClose={() => onSelect(undefined)} />
      ) : (
        <p class="details placeholder muted">Select a call to see its sequence, payload, answer and log.</p>
      )}
    </div>
  );
}

function EmptyList({ hasCalls }: { readonly hasCalls: boolean }) {
  return (
    <p class="empty muted">
      {hasCalls
        ? "No call matches the filter."
        : "No calls yet. They appear here as soon as something calls a function."}
    </p>
  );
}

function isShown(call: CallSummary, filter: Filter, text: string): boolean {
  const { state, ran, functionName, source, fault, wire } = call;
  if (filter === "not run" ? ran > 0 || state === "running" : filter !== "all" && state !== filter)
    return false;
  const words = [functionName, source.front, source.detail, fault?.type, fault?.message, wire]
    .join(" ")
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

/** "/" goes to the filter, and Escape closes the details. */
function useKeys(search: { readonly current: HTMLInputElement | null }, close: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key === "/" && !isTyping) {
        event.preventDefault();
        search.current?.focus();
      } else if (event.key === "Escape") {
        close();
        document.querySelector<HTMLElement>(".calls")?.focus();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}
