import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Wire } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import asyncErrors from "../../cases/async-errors.json" with { type: "json" };
import functionErrors from "../../cases/function-errors.json" with { type: "json" };
import httpErrors from "../../cases/http-errors.json" with { type: "json" };
import observations from "../../cases/node-ric-observations.json" with { type: "json" };
import xRay from "../../cases/x-ray.json" with { type: "json" };

/* The pages of docs/wires show what was recorded, word for word, and where; the index has a row for each. */

const folder = join(import.meta.dirname, "../../docs/wires");
const pages = globSync("*.md", { cwd: folder }).filter((name) => name !== "README.md");
const textOf = (name: string) => readFileSync(join(folder, name), "utf8");

/** The page of each wire. A new wire without one does not compile. */
const PAGES = {
  standard: "function-errors.md",
  document: "document.md",
  custom: "custom.md",
  http: "http.md",
  service: "service-errors.md",
  transport: "transport.md",
  destination: "destinations.md",
  "dead-letter": "dead-letter.md",
  "step-functions": "step-functions.md",
  "event-stream": "streams.md",
  batch: "batch.md",
  "s3-batch": "s3-batch.md",
  appsync: "appsync.md",
  cloudformation: "cloudformation.md",
  durable: "durable.md",
  cognito: "cognito.md",
  bedrock: "bedrock.md",
  "json-rpc": "json-rpc.md",
  log: "logs.md",
  "x-ray": "x-ray.md",
  "fault-json": "fault-json.md",
} satisfies Record<Wire, string>;

/** Pages without a recorded payload, as nothing is received. */
const WITHOUT_PAYLOAD = ["fault-json.md", "transport.md"];

const OBSERVED = "the runs of aws-lambda-ric 4.0.2 on Node.js 24, `cases/node-ric-observations.json`";

/** Everything that was recorded, as text. */
const CASES = [
  ...functionErrors.map(({ id, source, payload, composed = false }) => ({
    id,
    source,
    text: payload,
    composed,
  })),
  ...asyncErrors.map(({ id, source, input, composed }) => ({
    id,
    source,
    text: JSON.stringify(input),
    composed,
  })),
  ...httpErrors.map(({ id, source, response, composed = false }) => ({
    id,
    source,
    text: JSON.stringify(response),
    composed,
  })),
  ...xRay.map(({ id, source, document, composed }) => ({
    id,
    source,
    text: JSON.stringify(document),
    composed,
  })),
  ...observations.cases.map(({ name, stdout }) => ({
    id: name,
    source: OBSERVED,
    text: lineOfError(stdout),
    composed: false,
  })),
];
const BLOCK =
  /^```(?:json|text) title="([\w-]+)\.(?:json|log)"\n([\s\S]*?)\n```\n\n(Recorded in|Composed after): (.+)$/gm;

describe.each(pages.map((name) => [name]))("%s", (name) => {
  const blocks = [...textOf(name).matchAll(BLOCK)];

  test("shows what was recorded, and says where", () => {
    expect(blocks.length > 0).toBe(!WITHOUT_PAYLOAD.includes(name));
    for (const [, id, text = "", kind, source] of blocks) {
      const recorded = CASES.find((each) => each.id === id);
      expect([id, payloadOf(text)]).toEqual([id, payloadOf(recorded?.text ?? "null")]);
      expect([kind, source]).toEqual([
        recorded?.composed ? "Composed after" : "Recorded in",
        recorded?.source,
      ]);
    }
  });

  test("runs a reader, and says what is kept and what is lost", () => {
    const titles = [...textOf(name).matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(expect.arrayContaining(["Read", "What is kept", "What is lost, and why"]));
    expect(textOf(name)).toContain('title="what main.ts prints"');
  });

  test("has a row of the index", () => {
    expect(textOf("README.md")).toContain(`](${name}) `);
  });
});

test.each(Object.entries(PAGES))("the wire %s has a page, and its reader finds that wire", (wire, name) => {
  const printed = /^```text title="what main.ts prints"\n([\s\S]*?)^```$/m.exec(textOf(name))?.[1] ?? "";
  expect(printed.split(/\s/)).toContain(wire);
});

function lineOfError(stdout: string): string {
  return stdout.split("\n").find((line) => line.includes("\tInvoke Error \t")) ?? "";
}

/** A line of a log has tabs, JSON has none. */
function payloadOf(text: string): unknown {
  return text.includes("\t") ? text : JSON.parse(text);
}
