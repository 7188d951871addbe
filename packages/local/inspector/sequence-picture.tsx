import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { InspectedCall } from "../src/inspector/calls.ts";
import { type Sequence, type Step, sequenceOf } from "./steps.ts";

const HEAD = 40;
const ROW = 34;
/** Both sides of the box, in pixels. */
const PADDING = 24;
const LEAST_COLUMN = 76;
/** The width of a character of the picture's text, in pixels, on average. */
const CHARACTER = 6.4;

/** A call as a picture: who sent what to whom, from top to bottom. */
export function SequencePicture({ call }: { readonly call: InspectedCall }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth - PADDING));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const sequence = sequenceOf(call);
  return (
    <div class="sequence" ref={box} tabIndex={0} role="region" aria-label="Sequence of the call">
      <Drawing sequence={sequence} width={Math.max(width, sequence.columns.length * LEAST_COLUMN)} />
    </div>
  );
}

function Drawing({ sequence, width }: { readonly sequence: Sequence; readonly width: number }) {
  const { columns, steps } = sequence;
  const column = Math.min(260, width / columns.length);
  const middle = (name: string) => (Math.max(0, columns.indexOf(name)) + 0.5) * column;
  const height = HEAD + steps.length * ROW + 14;
  const drawn = columns.length * column;
  return (
    <svg
      width={drawn}
      height={height}
      viewBox={`0 0 ${drawn} ${height}`}
      role="img"
      aria-label={inWords(steps)}
    >
      <defs>
        {["plain", "good", "bad"].map((tone) => (
          <marker
            id={`head-${tone}`}
            class={tone}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M1 1l6 3-6 3" />
          </marker>
        ))}
      </defs>
      {columns.map((name) => (
        <g class="column">
          <line x1={middle(name)} x2={middle(name)} y1={HEAD - 6} y2={height} />
          <rect x={middle(name) - column / 2 + 6} y="2" width={column - 12} height={HEAD - 12} rx="6" />
          <Text x={middle(name)} y={20} text={name} width={column - 20} />
        </g>
      ))}
      {steps.map((step, index) => (
        <StepDrawing step={step} y={HEAD + index * ROW + 22} middle={middle} column={column} drawn={drawn} />
      ))}
    </svg>
  );
}

interface StepProps {
  readonly step: Step;
  readonly y: number;
  readonly middle: (name: string) => number;
  readonly column: number;
  readonly drawn: number;
}

function StepDrawing({ step, y, middle, column, drawn }: StepProps) {
  if (step.type === "rule")
    return (
      <g class="rule">
        <line x1="0" x2={drawn} y1={y - 4} y2={y - 4} />
        <Text x={drawn / 2} y={y} text={step.text} width={drawn - 20} isPlate />
      </g>
    );
  if (step.type === "note") {
    const half = Math.min(drawn, Math.max(column, step.text.length * CHARACTER + 20)) / 2;
    const x = Math.min(drawn - half - 1, Math.max(half + 1, middle(step.at)));
    return (
      <g class={`step-note ${step.tone}`}>
        <rect x={x - half + 4} y={y - 15} width={half * 2 - 8} height="22" rx="11" />
        <Text x={x} y={y} text={step.text} width={half * 2 - 20} />
      </g>
    );
  }
  const [from, to] = [middle(step.from), middle(step.to)];
  const gap = to > from ? 5 : -5;
  const end = step.isLost ? from + (to - from) * 0.62 : to - gap;
  return (
    <g class={`arrow ${step.tone}${step.isLost ? " lost" : ""}`}>
      <line
        x1={from + gap}
        x2={end}
        y1={y + 3}
        y2={y + 3}
        marker-end={step.isLost ? undefined : `url(#head-${step.tone})`}
      />
      {step.isLost && <path d={`M${end - 4} ${y - 1}l8 8m0-8l-8 8`} />}
      <Text x={(from + to) / 2} y={y - 3} text={step.text} width={Math.abs(to - from) - 8} />
    </g>
  );
}

interface TextProps {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** The room for it, in pixels; the whole text is its title. */
  readonly width: number;
  readonly isPlate?: boolean;
}

function Text({ x, y, text, width, isPlate = false }: TextProps) {
  const most = Math.max(4, Math.floor(width / CHARACTER));
  const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  const half = (shown.length * CHARACTER) / 2 + 8;
  return (
    <>
      {isPlate && <rect class="plate" x={x - half} y={y - 13} width={half * 2} height="18" />}
      <text x={x} y={y} text-anchor="middle">
        {shown !== text && <title>{text}</title>}
        {shown}
      </text>
    </>
  );
}

/** The same in words, for those who do not see it. */
function inWords(steps: readonly Step[]): string {
  return steps
    .map((step) =>
      step.type === "arrow"
        ? `${step.from} to ${step.to}: ${step.text}${step.isLost ? ", lost" : ""}`
        : step.type === "note"
          ? `${step.at}: ${step.text}`
          : step.text,
    )
    .join(". ");
}
