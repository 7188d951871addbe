import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { CutText } from "../src/inspector/calls.ts";
import { formatSize, prettyJson } from "./format.ts";

interface TextBlockProps {
  readonly title: string;
  readonly content: CutText;
  readonly kind?: "json" | "log";
  /** The words for a text of no bytes. */
  readonly empty?: string;
  readonly children?: ComponentChildren;
}

/** A payload, an answer or a log: as text, never as HTML. */
export function TextBlock({ title, content, kind = "json", empty = "Empty", children }: TextBlockProps) {
  const { text, size, isCut } = content;
  const shown = kind === "json" ? prettyJson(text) : text.replace(/\n$/, "");
  return (
    <section class="block">
      <header class="block-head">
        <h4>{title}</h4>
        {children}
        <span class="muted size">
          {isCut
            ? `${kind === "log" ? "last" : "first"} ${formatSize(text.length)} of ${formatSize(size)}`
            : formatSize(size)}
        </span>
        {size > 0 && <CopyButton text={text} title={title} />}
      </header>
      {size === 0 ? (
        <p class="muted empty-text">{empty}</p>
      ) : (
        // Reachable by keyboard, as what is scrolled must be.
        <pre tabIndex={0} role="region" aria-label={title}>
          {kind === "json" ? jsonParts(shown) : logParts(shown)}
        </pre>
      )}
    </section>
  );
}

function CopyButton({ text, title }: { readonly text: string; readonly title: string }) {
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    setTimeout(setDone, 1500, false);
  };
  return (
    <button type="button" class="quiet" onClick={copy} aria-label={`Copy ${title}`}>
      {isDone ? "Copied" : "Copy"}
    </button>
  );
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** Cuts JSON into pieces with a class for each kind of value. */
function jsonParts(text: string): ComponentChildren[] {
  if (!/^[[{"]/.test(text)) return [text];
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, quoted, colon, word] = match;
    parts.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (quoted === undefined) parts.push(<span class={word ? "json-word" : "json-number"}>{whole}</span>);
    else if (colon === undefined) parts.push(<span class="json-text">{whole}</span>);
    else parts.push(<span class="json-name">{quoted}</span>, colon);
  }
  parts.push(text.slice(end));
  return parts;
}

const PLATFORM = /^(?:START|END|REPORT|INIT_REPORT|XRAY) /;
const LEVELS = /\t(ERROR|WARN)\t|"level":\s?"(ERROR|WARN|FATAL)"/;

function logParts(text: string): ComponentChildren[] {
  return text
    .split("\n")
    .map((line) => (
      <span class={PLATFORM.test(line) ? "log-platform" : LEVELS.test(line) ? "log-error" : undefined}>
        {`${line}\n`}
      </span>
    ));
}
