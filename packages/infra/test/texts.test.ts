import { defineCatalog, fault } from "@faultwire/catalog";
import { problemDetails } from "@faultwire/handler";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { docsFor, typesFor } from "../src/index.ts";
import { Ark, arks, Orders, orders, Vali, valis } from "./catalogs.ts";
import { answerTo } from "./responses.ts";

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  lib: ["lib.es5.d.ts"],
  types: [],
  exactOptionalPropertyTypes: true,
};
const host = ts.createCompilerHost(OPTIONS);
const libraries = new Map<string, ts.SourceFile | undefined>();

/** The errors of TypeScript in a text. */
function errorsIn(text: string): string[] {
  const source = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const getSourceFile = (name: string) => {
    if (name === "a.ts") return source;
    if (!libraries.has(name)) libraries.set(name, host.getSourceFile(name, ts.ScriptTarget.Latest));
    return libraries.get(name);
  };
  const program = ts.createProgram(["a.ts"], OPTIONS, { ...host, getSourceFile });
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"),
  );
}

describe("types", () => {
  test.each([
    [Orders, orders, "OrdersFault"],
    [Ark, arks, "ArkFault"],
    [Vali, valis, "ValiFault"],
  ] as const)(
    "%#: what a wrapped handler answers is of the union, and a wrong answer is not",
    async (catalog, faults, union) => {
      for (const body of [undefined, problemDetails()]) {
        const types = typesFor(catalog, { toStandardJsonSchema, ...(body && { body }) });
        const answers = await Promise.all(faults.map((each) => answerTo(each, catalog, body)));
        const lines = answers.flatMap((answer, index) => [
          `const a${index}: ${union} = ${answer.body};`,
          `// @ts-expect-error another name\nconst b${index}: ${union} = ${answer.body.replaceAll(/"(errorType|title)":"/g, "$&x")};`,
          `// @ts-expect-error without an id\nconst c${index}: ${union} = ${answer.body.replace(/,"requestId":"[^"]*"/, "")};`,
        ]);
        expect(errorsIn([types, ...lines].join("\n"))).toEqual([]);
      }
    },
  );

  test("narrow by the name, and have details with exact members", () => {
    const use = `
      function read(fault: OrdersFault): string | number {
        if (fault.errorType === "OrderNotFound") return fault.details.orderId;
        if (fault.errorType === "CardDeclined" && fault.details.reason === "funds") return fault.details.missing;
        // @ts-expect-error not on every fault
        fault.details.orderId;
        if (fault.errorType === "Broken$Set") return fault.details.set.parts[0]!.parts[0]!.sku;
        return fault.message;
      }`;
    expect(errorsIn(`${typesFor(Orders)}\n${use}`)).toEqual([]);
  });

  test("have names that TypeScript takes, whatever the catalog's is, and never one twice", () => {
    class Odd extends fault("Odd.Name-1", {
      details: z.object({ "a-b": z.unknown(), 'c"': z.tuple([z.string()]) }),
      message: "m",
    }) {}
    expect(errorsIn(typesFor(defineCatalog("2 */ x", { "Odd.Name-1": Odd })))).toEqual([]);
    expect(errorsIn(typesFor(defineCatalog("*/", {})))).toEqual([]);
    class OrdersFault extends fault("OrdersFault", { message: "m" }) {}
    expect(() => typesFor(defineCatalog("orders", { OrdersFault }))).toThrow(
      /two types would have the name OrdersFault/,
    );
  });
});

describe("an error reference", () => {
  test("has each fault with its status, message, advice and details", () => {
    const text = docsFor(Orders);
    expect(text).toContain("# Errors of orders\n\n| error | status | try again |\n");
    expect(text).toContain("| [OrderNotFound](#ordernotfound) | 404 | no |");
    expect(text).toContain(
      "| [PaymentPending](#paymentpending) | 409 | yes, its author promises that it is safe |",
    );
    expect(text).toContain("| [Busy](#busy) | 503 | yes, where two runs do no harm |");
    expect(text).toContain("## Busy\n\n- Status: 503\n- Message: Come back later\n");
    expect(text).toContain("## OrderNotFound\n\n- Status: 404\n- Message: made of the details\n");
    expect(text).toContain("| `until` | `string`, date-time | yes |");
    expect(text).toContain("| `note` | `string \\| null` | no |");
    expect(text).toContain("Details, not always there:\n\n`string`");
    expect(text).toContain("| `parts` | `Details___schema0[]` | yes |");
    for (const name of Object.keys(Orders.faults)) expect(text).toContain(`## ${name}\n`);
  });

  test("shows names and messages as they are, and no markup of theirs", () => {
    class A extends fault("A", {
      details: z.object({ "x`|<b>": z.string() }),
      message: "<script>*b* [link](http://x) | `c` &amp;",
    }) {}
    const text = docsFor(defineCatalog("x|<i>", { A }));
    expect(text).toContain("- Message: \\<script\\>\\*b\\* \\[link\\](http://x) \\| \\`c\\` \\&amp;\n");
    expect(text).toContain("# Errors of x\\|\\<i\\>");
    expect(text).toContain("| `x'\\|<b>` | `string` | yes |");
  });
});

test.each([docsFor, typesFor])("%o refuses details that cannot be described", (make) => {
  expect(() => make(Vali)).toThrow(/the details of Closed cannot be described/);
});
