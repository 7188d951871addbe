import { readFragment, writeFragment } from "./fragment.ts";
import { renderAnswer } from "./render.ts";
import type { WorkerAnswer } from "./worker.ts";

/* The page that explains a pasted payload. Nothing that is pasted leaves the page. */

/** Milliseconds after the last key before a payload is read. */
const PAUSE_MS = 250;
/** Characters of a payload that the field can hold: a browser needs seconds to lay out a field of some megabytes. */
const FIELD_LIMIT = 200_000;
/** Characters of a larger payload that the field shows. */
const SHOWN = 5000;

const input = byId("payload", HTMLTextAreaElement);
const results = byId("results", HTMLElement);
const status = byId("status", HTMLElement);
const copy = byId("copy-link", HTMLButtonElement);
const examples = JSON.parse(byId("examples", HTMLElement).textContent ?? "{}") as Record<string, string>;

/** The payload, where it is too large for the field. */
let large: string | undefined;
let reading: Worker | undefined;
let pause: ReturnType<typeof setTimeout> | undefined;

input.addEventListener("paste", (event) => {
  const pasted = event.clipboardData?.getData("text") ?? "";
  if (large === undefined && pasted.length <= FIELD_LIMIT) return;
  event.preventDefault();
  show(pasted);
});
input.addEventListener("input", () => {
  results.ariaBusy = "true";
  clearTimeout(pause);
  pause = setTimeout(explainInput, PAUSE_MS);
});
byId("clear", HTMLButtonElement).addEventListener("click", () => {
  show("");
  input.focus();
});
copy.addEventListener("click", copyLink);
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-example]")) {
  button.addEventListener("click", () => show(examples[button.dataset.example ?? ""] ?? ""));
}
addEventListener("hashchange", showFragment);
void showFragment();

async function showFragment(): Promise<void> {
  const payload = await readFragment(location.hash);
  if (payload !== undefined) show(payload);
  else if (/^#(?:z|text)=/.test(location.hash))
    status.textContent = "The payload of this link cannot be read.";
}

function show(payload: string): void {
  clearTimeout(pause);
  large = payload.length > FIELD_LIMIT ? payload : undefined;
  input.readOnly = large !== undefined;
  input.value = large === undefined ? payload : beginningOf(large);
  explainInput();
}

function beginningOf(payload: string): string {
  const size = (payload.length / 1_000_000).toFixed(1);
  return `${payload.slice(0, SHOWN)}\n… ${size} million characters in all, and the whole is read. Clear or paste to replace it.`;
}

/** Reads what is in the field. A payload that is still being read is given up. */
function explainInput(): void {
  reading?.terminate();
  results.replaceChildren();
  const payload = large ?? input.value;
  results.ariaBusy = "true";
  copy.disabled = payload.trim() === "";
  status.textContent = payload.trim() === "" ? "" : "Reading …";
  if (payload.trim() === "") {
    results.ariaBusy = "false";
    return;
  }
  reading = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  reading.addEventListener("message", ({ data }: MessageEvent<WorkerAnswer>) => {
    results.replaceChildren(renderAnswer(data));
    status.textContent = countOf(data);
    results.ariaBusy = "false";
  });
  reading.addEventListener("error", () => {
    status.textContent = "It cannot be read in this browser. Try npx faultwire explain.";
  });
  reading.postMessage(payload);
}

function countOf({ count }: WorkerAnswer): string {
  if (count === 0) return "There is no error in it, or none that AWS or Faultwire writes.";
  return count === 1 ? "One error is explained below." : `${count} errors are explained below.`;
}

async function copyLink(): Promise<void> {
  const fragment = await writeFragment(large ?? input.value);
  if (fragment === undefined) {
    status.textContent = "It is too long for a link.";
    return;
  }
  history.replaceState(undefined, "", fragment);
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = "The link is copied. Anyone who has it can read the payload.";
  } catch {
    // The page may not write to the clipboard.
    status.textContent = "The link is in the address bar. Anyone who has it can read the payload.";
  }
}

function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}`);
  return found;
}
