import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { InspectedInjection, ServiceState } from "../src/inspector/calls.ts";
import { act } from "./service.ts";

interface InjectionsPanelProps {
  readonly state: ServiceState;
  readonly onError: (message: string) => void;
}

/** The injected failures: those that wait for calls, and a form for another one. */
export function InjectionsPanel({ state, onError }: InjectionsPanelProps) {
  const send = (action: string, request: object) =>
    act(action, request).catch((failure: Error) => onError(failure.message));
  return (
    <div class="panel">
      <section class="card">
        <h2>Injected failures</h2>
        {state.injections.length === 0 ? (
          <p class="empty-text muted">
            No call is made to fail. Add a failure below, or write <code>lambda.fail(…)</code> in a test.
          </p>
        ) : (
          <ul class="rows">
            {state.injections.map((injection) => (
              <InjectionRow key={injection.id} injection={injection} send={send} />
            ))}
          </ul>
        )}
      </section>
      <InjectionForm state={state} send={send} />
    </div>
  );
}

type Send = (action: string, request: object) => void;

function InjectionRow({ injection, send }: { readonly injection: InspectedInjection; readonly send: Send }) {
  const { id, functionName, label, fired, times, isOn, isByHand } = injection;
  return (
    <li>
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={isOn}
        aria-label={`${functionName}: ${label}`}
        onClick={() => send("injections/toggle", { id, isOn: !isOn })}
      >
        <span />
      </button>
      <span class="grow">
        <strong>{functionName}</strong> {label}
      </span>
      <span class="muted">
        {fired} of {times ?? "all"} {isByHand ? "" : "· by a test"}
      </span>
      {isByHand && (
        <button
          type="button"
          class="quiet"
          onClick={() => send("injections/remove", { id })}
          aria-label={`Remove ${label}`}
        >
          Remove
        </button>
      )}
    </li>
  );
}

type Kind = "reset" | "cut" | "delay" | "functionError" | "error";

const KINDS: readonly (readonly [Kind, string])[] = [
  ["reset", "Reset the connection"],
  ["cut", "Cut the answer off"],
  ["delay", "Delay"],
  ["error", "Service error"],
  ["functionError", "Function error"],
];

function InjectionForm({ state, send }: { readonly state: ServiceState; readonly send: Send }) {
  const [functionName = state.functions[0] ?? "", setFunctionName] = useState<string>();
  const [kind, setKind] = useState<Kind>("reset");
  const [place, setPlace] = useState("before");
  const [times, setTimes] = useState("1");
  const [delay, setDelay] = useState("1000");
  const [error, setError] = useState("TooManyRequestsException");
  const [payload, setPayload] = useState('{ "errorType": "Error", "errorMessage": "injected" }');
  const submit = (event: Event) => {
    event.preventDefault();
    const failure = {
      reset: "reset",
      cut: "cut",
      error,
      delay: { delay: Number(delay) },
      functionError: { functionError: payload },
    };
    const where = kind === "cut" ? "after" : place;
    const injection = { [where]: "ran", with: failure[kind], times: times === "all" ? null : Number(times) };
    send("injections/add", { functionName, injection });
  };
  return (
    <form class="card form" onSubmit={submit}>
      <h2>Make calls fail</h2>
      <Choice
        label="Function"
        value={functionName}
        onChange={setFunctionName}
        options={state.functions.map((name) => [name, name])}
      />
      <Choice label="Failure" value={kind} onChange={(value) => setKind(value as Kind)} options={KINDS} />
      {kind === "error" && (
        <Choice
          label="Error"
          value={error}
          onChange={setError}
          options={state.errors.map((name) => [name, name])}
        />
      )}
      {kind === "delay" && (
        <Field label="Milliseconds">
          {(id) => (
            <input
              id={id}
              type="number"
              min="0"
              value={delay}
              onInput={({ currentTarget }) => setDelay(currentTarget.value)}
            />
          )}
        </Field>
      )}
      {kind === "functionError" && (
        <Field label="Payload" isWide>
          {(id) => (
            <textarea
              id={id}
              rows={3}
              value={payload}
              onInput={({ currentTarget }) => setPayload(currentTarget.value)}
            />
          )}
        </Field>
      )}
      {kind !== "cut" && (
        <Choice
          label="When"
          value={place}
          onChange={setPlace}
          options={[
            ["before", "Before the handler runs"],
            ["after", "After the handler ran"],
          ]}
        />
      )}
      <Choice
        label="Calls"
        value={times}
        onChange={setTimes}
        options={[
          ["1", "The next one"],
          ["2", "The next 2"],
          ["5", "The next 5"],
          ["all", "All"],
        ]}
      />
      <button type="submit" class="primary">
        Add
      </button>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly (readonly [value: string, text: string])[];
}

function Choice({ label, value, onChange, options }: ChoiceProps) {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          {options.map(([each, text]) => (
            <option value={each}>{text}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface FieldProps {
  readonly label: string;
  readonly isWide?: boolean;
  readonly children: (id: string) => ComponentChildren;
}

/** A label above its control, which gets the id that connects them. */
function Field({ label, isWide = false, children }: FieldProps) {
  const id = useId();
  return (
    <div class={isWide ? "field wide" : "field"}>
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}
