import { GATEWAY_MEANINGS } from "../../packages/catalog/src/meanings/gateway-meanings.ts";
import { errorSlug } from "../../packages/faultwire/src/explain/error-page.ts";
import type { Entry, Note } from "./entry.ts";
import { rowsOf } from "./execution-rows.ts";
import { explainGateway } from "./explain-name.ts";
import { type GatewayResponseCase, readCases } from "./read-cases.ts";
import { titleOf } from "./title-of.ts";

const responses = readCases<readonly GatewayResponseCase[]>("gateway-responses");

/** Gateways send this type where a signature cannot be read; no gateway response of its own has it. */
const WITHOUT_RESPONSE: Readonly<Record<string, number>> = { IncompleteSignatureException: 403 };

/** The types of API Gateway's own answers. */
export const gatewayEntries: readonly Entry[] = Object.entries(GATEWAY_MEANINGS).map(([name, meaning]) => {
  const own = responses.filter(({ errorType }) => errorType === name);
  const statuses = statusesOf(name, own);
  const [status = 0] = statuses;
  const explanation = explainGateway(status, { errorType: name, message: own[0]?.message ?? "" });
  const slug = errorSlug({ name: explanation.family, errorType: name, status });
  return {
    ...{ sender: "gateway", name, slug, title: titleOf(slug, name), meaning, explanation, statuses },
    rows: rowsOf("a gateway's answer", (each) => statuses.some((each2) => each.startsWith(String(each2)))),
    notes: own.flatMap(notesOf),
  };
});

function statusesOf(name: string, own: readonly GatewayResponseCase[]): readonly number[] {
  const seen = own.flatMap(({ observedStatus, defaultStatus }) =>
    observedStatus.length > 0 ? observedStatus : [defaultStatus ?? 0],
  );
  const known = WITHOUT_RESPONSE[name] === undefined ? seen : [WITHOUT_RESPONSE[name]];
  return [...new Set(known)].sort();
}

function notesOf({
  responseType,
  defaultStatus,
  errorTypeConfidence,
  message,
  note,
}: GatewayResponseCase): Note[] {
  const status = defaultStatus === null ? "" : ` with status ${defaultStatus}`;
  const text = message === null ? "`null`" : `\`${message}\``;
  return [
    {
      text: `Gateway response \`${responseType}\`${status}, message ${text}. The type is known from: ${errorTypeConfidence}.`,
      source: "cases/gateway-responses.json",
    },
    ...(note === undefined ? [] : [{ text: note }]),
  ];
}
