import { useState } from "preact/hooks";
import type { ServiceState } from "../src/inspector/calls.ts";
import { count, formatDistance, formatTime } from "./format.ts";
import { act } from "./service.ts";

interface ClockPanelProps {
  readonly state: ServiceState;
  readonly onError: (message: string) => void;
  readonly onOpenCall: (id: number) => void;
}

const STEPS = [
  ["1 s", { seconds: 1 }],
  ["30 s", { seconds: 30 }],
  ["1 min", { minutes: 1 }],
  ["5 min", { minutes: 5 }],
  ["1 h", { hours: 1 }],
] as const;

/** The virtual clock, and all that waits for it. */
export function ClockPanel({ state, onError, onOpenCall }: ClockPanelProps) {
  const { clock, appointments, queues } = state;
  const [isMoving, advance] = useAdvance(onError);
  const next = appointments[0];
  return (
    <div class="panel">
      <section class="card clock-card">
        <h2>Clock</h2>
        <p class="clock-time">
          {formatTime(clock)} <span class="muted">{new Date(clock).toLocaleDateString()}</span>
        </p>
        <p class="muted">Retries and queues wait for this clock. Functions see the real time.</p>
        <div class="actions">
          <button
            type="button"
            class="primary"
            disabled={isMoving || next === undefined}
            onClick={() => advance("next")}
          >
            {next === undefined
              ? "Nothing is due"
              : `Advance to the next, ${formatDistance(next.at - clock)}`}
          </button>
          {STEPS.map(([label, by]) => (
            <button
              type="button"
              disabled={isMoving}
              onClick={() => advance(by)}
              aria-label={`Advance by ${label}`}
            >
              +{label}
            </button>
          ))}
        </div>
      </section>
      <section class="card">
        <h2>Waiting</h2>
        {appointments.length === 0 ? (
          <p class="empty-text muted">
            Nothing waits. An event that fails is tried again after a minute, and is here until then.
          </p>
        ) : (
          <ol class="rows">
            {appointments.map(({ at, what, callId }) => (
              <li>
                <span class="due">in {formatDistance(at - clock)}</span>
                <span class="grow">{what}</span>
                {callId !== undefined && (
                  <button type="button" class="quiet" onClick={() => onOpenCall(callId)}>
                    Show call {callId}
                  </button>
                )}
              </li>
            ))}
          </ol>
        )}
      </section>
      {queues.length > 0 && (
        <section class="card">
          <h2>Queues</h2>
          <ul class="rows">
            {queues.map(({ name, messages }) => (
              <li>
                <span class="grow">{name}</span>
                <span class="muted">{count(messages, "message")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Returns whether the clock moves, and how to move it. */
export function useAdvance(onError: (message: string) => void): [boolean, (by: object | "next") => void] {
  const [isMoving, setMoving] = useState(false);
  const advance = (by: object | "next") => {
    setMoving(true);
    act("clock", { by })
      .catch((failure: Error) => onError(failure.message))
      .finally(() => setMoving(false));
  };
  return [isMoving, advance];
}
