import { expect, test } from "vitest";
import { InvocationLog } from "./invocation-log.ts";
import { Ledger } from "./ledger.ts";

const resultOf = (requestId: string) =>
  ({
    requestId,
    traceId: "1-5759e988-bd862e3fe1be46a994272793",
    outcome: "returned",
    failed: false,
    body: Buffer.from("1"),
    ran: true,
    log: new InvocationLog(Buffer.alloc(0)),
  }) as const;

function ledgerOf(...payloads: string[]): Ledger {
  const ledger = new Ledger({ keepHistory: true });
  payloads.forEach((payload, index) => {
    ledger.add("charge", Buffer.from(payload), resultOf(`request-${index}`));
  });
  return ledger;
}

test("a run's bytes are read on access, and not while calls are made", () => {
  const ledger = ledgerOf("no JSON");
  expect(ledger.of("charge")).toHaveLength(1);
  expect(() => ledger.of("charge")[0]?.payload).toThrow(SyntaxError);
});

test("runs are grouped by a key, which becomes text, in the order of their first runs", () => {
  const runs = ledgerOf('{"id":2}', '{"id":1}', '{"id":2}').of("charge");
  const byId = runs.by(({ id }: { id: number }) => id);
  expect([...byId].map(([key, group]) => [key, group.map(({ requestId }) => requestId)])).toEqual([
    ["2", ["request-0", "request-2"]],
    ["1", ["request-1"]],
  ]);
});

test("without a key, runs are grouped by their payloads", () => {
  const groups = ledgerOf('{"id":1}', '{"id": 1}', '{"id":2}', '"text"').of("charge").by();
  expect([...groups].map(([key, { length }]) => [key, length])).toEqual([
    ['{"id":1}', 2],
    ['{"id":2}', 1],
    ["text", 1],
  ]);
});

test("runs compare equal to an array of them, and what was given out stays as it was", () => {
  const ledger = ledgerOf();
  const before = ledger.of("charge");
  expect(before).toEqual([]);
  ledger.add("charge", Buffer.from("{}"), resultOf("request"));
  expect(before).toHaveLength(0);
});
