import { cpSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@faultwire/caller";
import { dotnetFor } from "@faultwire/infra";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Shop } from "../functions/shop.ts";
import { isWholeRun } from "../is-whole-run.ts";
import { documented } from "./documented.ts";
import { ODD_DETAILS, Odd } from "./odd.ts";
import { cacheFolder, isHere, printed, type Running, remove, run, start, writeFiles } from "./program.ts";
import { testRaising, testWritten } from "./raising.ts";
import { ODD, StrictVectors, type Vector, written } from "./vectors.ts";

/*
 * The generated file, compiled and run by Mono, whose C# is the oldest that the file is written in, in a function that local runs.
 * Only in a whole run, and skipped without Mono. It was not run by .NET itself.
 */

/** The name of a class is what the runtime of .NET sends, and this name cannot be one. */
const possible = written.filter(({ fault }) => fault?.errorType !== ODD);

describe.skipIf(!isWholeRun || !isHere("mcs", "--version"))("dotnet", () => {
  let folder: string;
  let shop: Running;
  let made: readonly { errorType: string; errorMessage: string }[];

  beforeAll(async () => {
    folder = cacheFolder("dotnet");
    cpSync(join(import.meta.dirname, "dotnet/Function.cs"), join(folder, "Function.cs"));
    writeFiles(folder, {
      "Shop.cs": dotnetFor(Shop),
      "Odd.cs": dotnetFor(Odd, { package: "Acme.Odd" }),
      "Vectors.cs": dotnetFor(StrictVectors),
      "Printing.cs": printing([...possible.map(vectorOf), ...ODDS]),
    });
    const files = ["Function.cs", "Shop.cs", "Odd.cs", "Vectors.cs", "Printing.cs"];
    run(["mcs", "-langversion:7.2", "-warnaserror", "-out:function.exe", ...files], { cwd: folder });
    made = printed(run(["mono", join(folder, "function.exe"), "print"]));
    shop = await start({
      raising: {
        ...{ runtime: "provided.al2023", codeUri: folder, command: ["mono", "function.exe"] },
        ...{ handler: "Function::Raise", timeout: 60 },
      },
    });
  }, 600_000);
  afterAll(async () => {
    await shop?.close();
    remove(folder);
  });

  test("names and texts that are words of C#", () => {
    const [members, tree] = made
      .slice(possible.length)
      .map((each) => parse({ ...each, stackTrace: [] }, Odd));
    expect(members).toEqual(new Odd.faults.OddMembers(ODD_DETAILS));
    const leaf = { value: 2, last: null };
    expect(tree).toEqual(new Odd.faults.Tree({ value: 1, children: [leaf, leaf], last: ["a", 1] }));
  });

  test("the example of the page does what it says", async () => {
    const { Tax, block } = await documented(folder);
    const home = join(folder, "documented");
    const main = `using System; using System.Collections.Generic;
public static class Program { public static void Main() {
  try { new TaxFunction().Handle(new Dictionary<string, string> { { "region", "us" } }); }
  catch (Acme.Tax.TaxRegionUnknown fault) { Console.Write(fault.Details.Region + " " + fault.Message); } } }`;
    writeFiles(home, {
      "Faults.cs": dotnetFor(Tax, { package: "Acme.Tax" }),
      "Tax.cs": block("Tax.cs"),
      "Main.cs": main,
    });
    run(["mcs", "-langversion:7.2", "-out:main.exe", "Faults.cs", "Tax.cs", "Main.cs"], { cwd: home });
    expect(run(["mono", join(home, "main.exe")])).toBe(
      'us {"errorType":"TaxRegionUnknown","httpStatus":422,"message":"There is no tax for us","details":{"region":"us"}}',
    );
  });

  testRaising(() => shop);
  testWritten(() => ({ written: made }), possible);
});

/** A class that prints the name and the message of faults. */
function printing(faults: readonly string[]): string {
  return `using System;
using System.Collections.Generic;
public static class Printing {
  static Dictionary<string, object> Map(params object[] entries) {
    var made = new Dictionary<string, object>();
    for (int at = 0; at < entries.Length; at += 2) made.Add((string)entries[at], entries[at + 1]);
    return made;
  }
  static void Print(Exception fault) {
    foreach (string text in new[] { fault.GetType().Name, fault.Message })
      Console.WriteLine(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)));
  }
  public static void PrintAll() {
${faults.map((fault) => `    Print(${fault});`).join("\n")}
  }
}`;
}

const LEAF = "new Acme.Odd.TreeDetails(2, null)";
const ODDS = [
  `new Acme.Odd.OddMembers(new Acme.Odd.OddMembersDetails(${Object.values(ODD_DETAILS).map(expressionOf).join(", ")}))`,
  `new Acme.Odd.Tree(new Acme.Odd.TreeDetails(1, new List<object> { "a", 1 }, new List<Acme.Odd.TreeDetails> { ${LEAF}, ${LEAF} }))`,
];

function vectorOf({ fault, requestId }: Vector): string {
  const { errorType, message, details, retryAfter }: Record<string, unknown> = Object(fault);
  const given = [...(details === undefined ? [] : [details]), message].map(expressionOf).join(", ");
  const after = retryAfter === undefined ? "" : `, RetryAfter = ${retryAfter}`;
  return `new VectorsFaults.${errorType}(${given}) { RequestId = ${expressionOf(requestId)}${after} }`;
}

/** Writes JSON as an expression of C#. */
function expressionOf(value: unknown): string {
  if (typeof value === "string") {
    const escaped = value.replace(
      /[^ !#-[\]-~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    return `"${escaped}"`;
  }
  if (Array.isArray(value)) return `new object[] { ${value.map(expressionOf).join(", ")} }`;
  if (typeof value !== "object" || value === null) return String(value);
  return `Map(${Object.entries(value)
    .flatMap(([name, each]) => [expressionOf(name), expressionOf(each)])
    .join(", ")})`;
}
