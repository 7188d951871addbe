import { cpSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@faultwire/caller";
import { javaFor } from "@faultwire/infra";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Shop } from "../functions/shop.ts";
import { isWholeRun } from "../is-whole-run.ts";
import { documented } from "./documented.ts";
import { ODD_DETAILS, Odd } from "./odd.ts";
import { cacheFolder, isHere, printed, type Running, remove, run, start, writeFiles } from "./program.ts";
import { testRaising, testWritten } from "./raising.ts";
import { ODD, StrictVectors, type Vector, written } from "./vectors.ts";

/* The generated class, compiled by Java, in a function that local runs. Only in a whole run, and skipped without Java. */

/** The name of a class is what Java's runtime sends, and this name cannot be one. */
const possible = written.filter(({ fault }) => fault?.errorType !== ODD);

describe.skipIf(!isWholeRun || !isHere("javac", "-version"))("java", () => {
  let folder: string;
  let shop: Running;
  let made: { written: readonly unknown[]; odd: readonly { errorType: string; errorMessage: string }[] };

  beforeAll(async () => {
    folder = cacheFolder("java");
    cpSync(join(import.meta.dirname, "java/Function.java"), join(folder, "Function.java"));
    writeFiles(folder, {
      "ShopFault.java": javaFor(Shop),
      "com/acme/Catalog2OddFault.java": javaFor(Odd, { package: "com.acme" }),
      "VectorsFault.java": javaFor(StrictVectors),
      "Vectors.java": program(possible.map(vectorOf)),
      "Odds.java": program([ODD_MEMBERS, TREE]),
    });
    const files = ["Function", "Vectors", "Odds", "ShopFault", "VectorsFault", "com/acme/Catalog2OddFault"];
    run(["javac", "-Xlint:all", "-Werror", "-d", "out", ...files.map((name) => `${name}.java`)], {
      cwd: folder,
    });
    const outputOf = (name: string) => printed(run(["java", "-cp", "out", name], { cwd: folder }));
    made = { written: outputOf("Vectors"), odd: outputOf("Odds") };
    shop = await start({
      raising: {
        ...{ runtime: "provided.al2023", codeUri: folder, command: ["java", "-cp", "out", "Function"] },
        ...{ handler: "Function::raise", timeout: 60 },
      },
    });
  }, 600_000);
  afterAll(async () => {
    await shop?.close();
    remove(folder);
  });

  test("names and texts that are words of Java", () => {
    const [members, tree] = made.odd.map((each) => parse({ ...each, stackTrace: [] }, Odd));
    expect(made.odd[0]?.errorType).toBe("com.acme.Catalog2OddFault$OddMembers");
    expect(members).toEqual(new Odd.faults.OddMembers(ODD_DETAILS));
    const leaf = { value: 2, last: null };
    expect(tree).toEqual(new Odd.faults.Tree({ value: 1, children: [leaf, leaf], last: ["a", 1] }));
  });

  test("the example of the page does what it says", async () => {
    const { Tax, block } = await documented(folder);
    const main =
      'class Main { public static void main(String[] a) { new Tax().handleRequest(java.util.Map.of("region", a[0])); } }';
    const home = join(folder, "documented");
    writeFiles(home, {
      "com/acme/TaxFault.java": javaFor(Tax, { package: "com.acme" }),
      "Tax.java": block("Tax.java"),
      "Main.java": `${main.replace("new Tax()", "try { new Tax()").replace("; } }", "; } catch (com.acme.TaxFault fault) { System.out.println(fault.getMessage()); } } }")}`,
    });
    run(["javac", "-d", "out", "Main.java", "Tax.java", "com/acme/TaxFault.java"], { cwd: home });
    expect(run(["java", "-cp", "out", "Main", "us"], { cwd: home })).toBe(
      '{"errorType":"TaxRegionUnknown","httpStatus":422,"message":"There is no tax for us","details":{"region":"us"}}\n',
    );
  });

  testRaising(() => shop);
  testWritten(() => made, possible);
});

/** A program that prints the class and the message of faults. */
function program(faults: readonly string[]): string {
  const [, name] = faults[0]?.includes("com.acme") ? [0, "Odds"] : [0, "Vectors"];
  return `import java.util.*;
final class ${name} {
  static Map<String, Object> map(Object... entries) {
    Map<String, Object> made = new LinkedHashMap<>();
    for (int at = 0; at < entries.length; at += 2) made.put((String) entries[at], entries[at + 1]);
    return made;
  }
  static void print(RuntimeException fault) {
    for (String text : List.of(fault.getClass().getName(), fault.getMessage()))
      System.out.println(Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
${faults.map((fault, index) => `  static void print${index}() { print(${fault}); }`).join("\n")}
  public static void main(String[] arguments) {
${faults.map((_, index) => `    print${index}();`).join("\n")}
  }
}`;
}

const ODD_MEMBERS = `new com.acme.Catalog2OddFault.OddMembers(new com.acme.Catalog2OddFault.OddMembersDetails(${Object.values(
  ODD_DETAILS,
)
  .map((value) => JSON.stringify(value))
  .join(", ")}))`;
const LEAF = "new com.acme.Catalog2OddFault.TreeDetails(2, null, null)";
const TREE = `new com.acme.Catalog2OddFault.Tree(new com.acme.Catalog2OddFault.TreeDetails(1, List.of(${LEAF}, ${LEAF}), List.of("a", 1)))`;

function vectorOf({ fault, requestId }: Vector): string {
  const { errorType, message, details, retryAfter }: Record<string, unknown> = Object(fault);
  const given = [message, ...(details === undefined ? [] : [details])].map(expressionOf).join(", ");
  const after = retryAfter === undefined ? "" : `.after(${retryAfter})`;
  const made = `new VectorsFault.${errorType}(${details === null ? `${expressionOf(message)}, null` : given})`;
  return `${made}${after}.of(${expressionOf(requestId)})`;
}

/** Writes JSON as an expression of Java. */
function expressionOf(value: unknown): string {
  if (typeof value === "string") {
    const escaped = value.replace(/[^ !#-[\]-~]/g, (unit) => {
      const code = unit.charCodeAt(0);
      return code < 0x80
        ? `\\${code.toString(8).padStart(3, "0")}`
        : `\\u${code.toString(16).padStart(4, "0")}`;
    });
    return `"${escaped}"`;
  }
  if (Array.isArray(value)) return `Arrays.asList(${value.map(expressionOf).join(", ")})`;
  if (typeof value !== "object" || value === null) return String(value);
  return `map(${Object.entries(value)
    .flatMap(([name, each]) => [expressionOf(name), expressionOf(each)])
    .join(", ")})`;
}
