import type { Explanation } from "../../packages/faultwire/src/explain/explanation.ts";
import { kindOf } from "../../packages/faultwire/src/explain/kind-of.ts";
import { BASE, ORIGIN, REPOSITORY } from "../address.ts";
import type { WorkerAnswer } from "./worker.ts";

/** Characters of details, and entries of a stack, that are shown. */
const DETAILS_LIMIT = 4000;
const STACK_LIMIT = 12;

/** Makes the results of a payload. Everything from the payload becomes text, and never HTML. */
export function renderAnswer({ count, first }: WorkerAnswer): DocumentFragment {
  const results = document.createDocumentFragment();
  results.append(...first.map(renderExplanation));
  const more = count - first.length;
  if (more > 0)
    results.append(element("p", {}, `And ${more} more: npx faultwire explain shows all of them.`));
  return results;
}

function renderExplanation(explanation: Explanation): HTMLElement {
  const { errorType, message, place, meaning, advice, execution, proof, retry, wire, page } = explanation;
  const { requestId, functionName, traceId, details, causes = [], stack = [] } = explanation;
  const again = retry.retry
    ? retry.because
    : `${retry.because}${retry.idempotent.retry ? " If two runs do no harm: yes, as an idempotent call." : ""}`;
  const rows: readonly (readonly [label: string, ...content: (Node | string)[]])[] = [
    ...(place === "" ? [] : [["Where", place] as const]),
    ["What", `${kindOf(explanation)} It came as `, link(urlOfWire(wire.page), wire.name), "."],
    ...(meaning === undefined ? [] : [["Meaning", meaning] as const]),
    ["Did the code run?", element("strong", {}, execution), `. ${proof}`],
    ["Try again?", element("strong", {}, retry.retry ? "yes" : "no"), `. ${again}`],
    ["What to do", advice],
    ...(details === undefined ? [] : [["Details", code(textOf(details))] as const]),
    ...(functionName === undefined ? [] : [["Function", functionName] as const]),
    ...(requestId === undefined ? [] : [["Request id", requestId] as const]),
    ...(traceId === undefined ? [] : [["Trace id", traceId] as const]),
    ...causes.map((cause) => ["Cause", cause] as const),
    ...(stack.length === 0 ? [] : [["Stack", code(stackOf(stack))] as const]),
    ...(page === undefined ? [] : [["More", link(urlOfPage(page), `The page on this error`)] as const]),
  ];
  const heading = element("h2", {}, errorType);
  const text = message === "" ? [] : [element("p", { class: "message" }, message.slice(0, DETAILS_LIMIT))];
  const list = element(
    "dl",
    {},
    ...rows.flatMap(([label, ...content]) => [element("dt", {}, label), element("dd", {}, ...content)]),
  );
  return element("article", { class: `explanation ran-${execution}` }, heading, ...text, list);
}

/** Makes an element whose children are nodes, or texts that are shown as they are. */
function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function code(text: string): HTMLElement {
  // A long text scrolls, also from the keyboard.
  return element("pre", { tabindex: "0" }, text);
}

function link(href: string, text: string): HTMLElement {
  return element("a", { href }, text);
}

function textOf(details: unknown): string {
  const json = JSON.stringify(details, undefined, 2) ?? String(details);
  return json.length > DETAILS_LIMIT ? `${json.slice(0, DETAILS_LIMIT)} …` : json;
}

function stackOf(stack: readonly string[]): string {
  return stack
    .filter((each) => !/^\[faultwire:\d+\]/.test(each))
    .slice(0, STACK_LIMIT)
    .join("\n");
}

/** The page of an error, on the site that is being looked at. */
function urlOfPage(page: string): string {
  return page.replace(ORIGIN, "");
}

function urlOfWire(page: string): string {
  return page.replace(`${REPOSITORY}/blob/main/docs/`, `${BASE}/`).replace(/\.md$/, "/");
}
