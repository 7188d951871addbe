import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type {
  CallSummary,
  InspectedAnswer,
  InspectedCall,
  InspectedRun,
  InspectedTry,
  StatedFault,
} from "../src/inspector/calls.ts";
import { ranText, StateMark } from "./call-list.tsx";
import { count, formatDuration, formatTime } from "./format.ts";
import { SequencePicture } from "./sequence-picture.tsx";
import { readCall } from "./service.ts";
import { TextBlock } from "./text-block.tsx";

interface CallDetailsProps {
  readonly summary: CallSummary;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onClose: () => void;
}

/** One call: its sequence, and each try with its payload, answer and log. */
export function CallDetails({ summary, heading, onClose }: CallDetailsProps) {
  const call = useCall(summary);
  const [chosen, setChosen] = useState<number>();
  const { functionName, source, route, state, startedAt, durationMs, ran } = summary;
  useEffect(() => setChosen(undefined), [summary.id]);
  const attempts = call?.attempts ?? [];
  const attempt = attempts.find(({ number }) => number === chosen) ?? attempts.at(-1);
  return (
    <article class="details" aria-labelledby="details-title">
      <header class="details-head">
        <button type="button" class="quiet back" onClick={onClose}>
          ← Calls
        </button>
        <h2 id="details-title" tabIndex={-1} ref={heading}>
          <StateMark state={state} />
          {functionName || "No function"}
        </h2>
        <p class="muted">
          {source.front} {source.detail}
          {route !== undefined && route !== source.detail && ` · route ${route}`}
        </p>
        <dl class="facts">
          <Fact name="Started" value={formatTime(startedAt)} />
          <Fact name="Took" value={formatDuration(durationMs)} />
          <Fact name="Execution" value={ranText(ran)} />
          <Fact name="Tries" value={String(summary.tries)} />
          {call?.condition && <Fact name="Left its queue" value={call.condition} />}
          {summary.nextAt !== undefined && (
            <Fact name="Next try" value={`${formatTime(summary.nextAt)} on the clock`} />
          )}
        </dl>
      </header>
      {call && <SequencePicture call={call} />}
      {attempts.length > 1 && (
        <div class="tries" role="group" aria-label="Tries">
          {attempts.map(({ number, injection }) => (
            <button type="button" aria-pressed={number === attempt?.number} onClick={() => setChosen(number)}>
              {number === 0 ? "Accepted" : `Try ${number}`}
              {injection && <span class="dot" role="img" aria-label="with an injected failure" />}
            </button>
          ))}
        </div>
      )}
      {attempt && <Try attempt={attempt} />}
    </article>
  );
}

/** Reads the call again whenever its summary has changed. */
function useCall(summary: CallSummary): InspectedCall | undefined {
  const [call, setCall] = useState<InspectedCall>();
  useEffect(() => {
    const controller = new AbortController();
    readCall(summary.id, controller.signal).then(setCall, () => undefined);
    return () => controller.abort();
  }, [summary]);
  return call?.id === summary.id ? call : undefined;
}

function Try({ attempt }: { readonly attempt: InspectedTry }) {
  const { injection, refusal, runs, request, answer } = attempt;
  const hasRun = runs.length > 0;
  return (
    <div class="try">
      {injection && <p class="callout injected">Injected: {injection}</p>}
      {refusal && <p class="callout bad">The service got: {refusal}</p>}
      {answer?.fault && !isSame(answer.fault, runs) && (
        <Fault fault={answer.fault} title="Fault that the caller got" />
      )}
      {runs.map((run) => (
        <Run run={run} isOneOfSeveral={runs.length > 1} />
      ))}
      {request && request.size > 0 && !hasRun && <TextBlock title="Request" content={request} />}
      {answer && <Answer answer={answer} runs={runs} />}
    </div>
  );
}

function isSame({ type, message }: StatedFault, runs: readonly InspectedRun[]): boolean {
  return runs.some(({ end }) => end?.fault?.type === type && end?.fault?.message === message);
}

function Run({ run, isOneOfSeveral }: { readonly run: InspectedRun; readonly isOneOfSeveral: boolean }) {
  const { functionName, version, requestId, traceId, payload, end } = run;
  return (
    <>
      {isOneOfSeveral && <h3>{functionName}</h3>}
      {end?.fault && <Fault fault={end.fault} title="Fault" />}
      <TextBlock title="Payload" content={payload} />
      {end && (
        <TextBlock title="Answer of the function" content={end.answer} empty="No bytes">
          <span class={`note ${end.failed ? "bad" : "good"}`}>
            {end.outcome} · {formatDuration(end.durationMs)}
          </span>
          {!end.ran && <span class="note">did not run</span>}
        </TextBlock>
      )}
      {end && <TextBlock title="Log" kind="log" content={end.log} empty="Nothing was logged" />}
      <dl class="facts ids">
        <Fact name="Request id" value={requestId} />
        <Fact name="Trace id" value={traceId} />
        <Fact name="Version" value={version} />
      </dl>
    </>
  );
}

function Fault({ fault, title }: { readonly fault: StatedFault; readonly title: string }) {
  const { type, message, details, statedBy } = fault;
  return (
    <section class="callout bad fault">
      <h3>
        {title}
        <span class="muted">as {statedBy} states it</span>
      </h3>
      <p class="fault-type">{type ?? "No type"}</p>
      {message && <p class="fault-message">{message}</p>}
      {details && (
        <pre tabIndex={0} role="region" aria-label="Details of the fault">
          {details}
        </pre>
      )}
    </section>
  );
}

interface AnswerProps {
  readonly answer: InspectedAnswer;
  readonly runs: readonly InspectedRun[];
}

function Answer({ answer, runs }: AnswerProps) {
  const { status, headers, body, isWhole, failed } = answer;
  const isUnchanged = isWhole && runs.some(({ end }) => end?.answer.text === body.text && body.size > 0);
  const shown = isUnchanged ? { text: "", size: 0, isCut: false } : body;
  const empty = isUnchanged ? "The answer of the function, unchanged" : "No body";
  return (
    <TextBlock
      title="Sent to the caller"
      content={shown}
      empty={status === 0 ? "The connection ended without an answer" : empty}
    >
      <span class={`note ${failed ? "bad" : "good"}`}>
        {status === 0 ? "no answer" : `${status}${isWhole ? "" : ", cut off"}`}
      </span>
      {headers.length > 0 && (
        <details class="headers">
          <summary>{count(headers.length, "header")}</summary>
          <dl>
            {headers.map(([name, value]) => (
              <Fact name={name} value={value} />
            ))}
          </dl>
        </details>
      )}
    </TextBlock>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
