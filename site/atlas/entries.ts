import { HANDLER_STATUSES, isHandlerErrorType } from "../../packages/catalog/src/handler-error.ts";
import {
  CONNECTION_ERRORS,
  errorSlug,
  UNTYPED_STATUSES,
} from "../../packages/faultwire/src/explain/error-page.ts";
import type { Explanation } from "../../packages/faultwire/src/explain/explanation.ts";
import type { Entry, SenderId } from "./entry.ts";
import { rowsOf } from "./execution-rows.ts";
import { explainCutStream, explainException, explainFunctionError, explainGateway } from "./explain-name.ts";
import { gatewayEntries } from "./gateway-entries.ts";
import { lambdaEntries } from "./lambda-entries.ts";
import { CONNECTION_MEANINGS, STATUS_MEANINGS, WRAPPER_MEANINGS } from "./own-meanings.ts";
import { rubyEntries, runtimeEntries } from "./runtime-entries.ts";
import { titleOf } from "./title-of.ts";

/** Texts by which gateways say a status. */
const STATUS_TEXTS: Readonly<Record<number, string>> = {
  ...{ 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 413: "Request Too Long" },
  ...{ 429: "Too Many Requests", 500: "Internal Server Error", 502: "Internal server error" },
  ...{ 503: "Service Unavailable", 504: "Endpoint request timed out" },
};

/** Every error of the atlas, in the order of the index. */
export const entries: readonly Entry[] = [
  ...runtimeEntries,
  ...rubyEntries,
  ...lambdaEntries,
  ...gatewayEntries,
  ...UNTYPED_STATUSES.map(untypedEntry),
  ...Object.keys(WRAPPER_MEANINGS).map(wrapperEntry),
  ...CONNECTION_ERRORS.map(connectionEntry),
  malformedEntry(),
  ownEntry(),
];

function untypedEntry(status: number): Entry {
  const explanation = explainGateway(status, { message: STATUS_TEXTS[status] ?? "" });
  const rows = rowsOf("a gateway's answer", (name) => name.startsWith(String(status)));
  return own("gateway", explanation, {
    ...{ name: `HTTP ${status}`, meaning: STATUS_MEANINGS[status] ?? "", statuses: [status], rows },
  });
}

function wrapperEntry(name: string): Entry {
  const statuses = isHandlerErrorType(name) ? [HANDLER_STATUSES[name]] : [];
  const meaning = isHandlerErrorType(name) ? WRAPPER_MEANINGS[name] : "";
  const rows = rowsOf("the handler's wrapper", (each) => each === name);
  return own("wrapper", explainFunctionError(name), { name, meaning, statuses, rows });
}

function connectionEntry(name: string): Entry {
  const ends = (row: string) => row.split(",")[0]?.split(" ").at(-1) === name;
  const rows =
    name === "SyntaxError"
      ? rowsOf("a page instead of an error", () => true)
      : name === "StreamEnded"
        ? rowsOf("a response stream", (row) => row.startsWith("no "))
        : [
            ...rowsOf("a failed exchange", ends),
            ...rowsOf("a failed exchange after the head of a 200", ends),
          ];
  // A time-out is most often the client's own, and not that of the system's connect.
  const [, syscall] = (name !== "ETIMEDOUT" && /^([a-z]+) /.exec(rows[0]?.name ?? "")) || [];
  const explanation = name === "StreamEnded" ? explainCutStream() : explainException(name, syscall);
  return own("connection", explanation, {
    ...{ name, meaning: CONNECTION_MEANINGS[name] ?? "", statuses: [], rows },
  });
}

function malformedEntry(): Entry {
  const meaning = "What came is not an error, or not the one that it names.";
  const rows = rowsOf("a success", () => true);
  return own("caller", explainFunctionError("MalformedFault", {}), {
    ...{ name: "MalformedFault", meaning, statuses: [], rows },
  });
}

function ownEntry(): Entry {
  const meaning = "The function threw an error that no catalog declares.";
  const payload = { errorType: "TypeError", errorMessage: "m", trace: ["TypeError: m"] };
  const rows = rowsOf("a function error", (name) => name === "any other");
  return own("function", explainFunctionError("Undeclared", payload), {
    ...{ name: "Undeclared", meaning, statuses: [], rows },
  });
}

function own(
  sender: SenderId,
  explanation: Explanation,
  members: Pick<Entry, "name" | "meaning" | "statuses" | "rows">,
): Entry {
  const { family, errorType, status } = explanation;
  const slug = errorSlug({ name: family, errorType, status });
  return { sender, slug, title: titleOf(slug, members.name), explanation, notes: [], ...members };
}
