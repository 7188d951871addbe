import { cpSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@faultwire/caller";
import { mergeCatalogs } from "@faultwire/catalog";
import { rustFor } from "@faultwire/infra";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Shop } from "../functions/shop.ts";
import { isWholeRun } from "../is-whole-run.ts";
import { documented } from "./documented.ts";
import { ODD_DETAILS, Odd, OddNames } from "./odd.ts";
import { cacheFolder, isHere, printed, type Running, remove, run, start, writeFiles } from "./program.ts";
import { testRaising, testWritten } from "./raising.ts";
import { ODD, StrictVectors, type Vector, Vectors, written } from "./vectors.ts";

/* The generated module, compiled by Rust, in a function that local runs. Only in a whole run, and skipped without Rust. */

const AllVectors = mergeCatalogs("vectors", pick(ODD), StrictVectors);
const AllOdd = mergeCatalogs("odd", Odd, OddNames);

function pick(name: string) {
  return { name, faults: { [name]: Object(Vectors.faults)[name] } };
}

describe.skipIf(!isWholeRun || !isHere("rustc", "--version"))("rust", () => {
  let folder: string;
  let shop: Running;
  let made: readonly { errorType: string; errorMessage: string }[];

  beforeAll(async () => {
    folder = cacheFolder("rust");
    cpSync(join(import.meta.dirname, "rust/main.rs"), join(folder, "main.rs"));
    const diagnostic = "crate::Diagnostic";
    writeFiles(folder, {
      "shop.rs": rustFor(Shop, { diagnostic }),
      "odd.rs": rustFor(AllOdd, { diagnostic }),
      "vectors.rs": rustFor(AllVectors, { diagnostic }),
      "printing.rs": printing([...written.map(vectorOf), ...ODDS]),
    });
    run(["rustc", "--edition", "2021", "-D", "warnings", "-o", "function", "main.rs"], { cwd: folder });
    made = printed(run([join(folder, "function"), "print"]));
    shop = await start({
      raising: {
        ...{ runtime: "provided.al2023", codeUri: folder, command: ["./function"] },
        ...{ handler: "function", timeout: 60 },
      },
    });
  }, 600_000);
  afterAll(async () => {
    await shop?.close();
    remove(folder);
  });

  test("names and texts that are words of Rust", () => {
    const [members, tree, ...others] = made
      .slice(written.length)
      .map((each) => parse({ ...each, stackTrace: [] }, AllOdd));
    expect(members).toEqual(new Odd.faults.OddMembers(ODD_DETAILS));
    const leaf = { value: 2, last: null };
    expect(tree).toEqual(new Odd.faults.Tree({ value: 1, children: [leaf, leaf], last: ["a", 1] }));
    expect(others.map((each) => each?.errorType)).toEqual(["class", "a.b-c", "Exception"]);
  });

  test("the example of the page does what it says", async () => {
    const { Tax, block } = await documented(folder);
    const home = join(folder, "documented");
    const main =
      'mod faults;\nmod tax;\nfn main() {\n    if let Err(fault) = tax::rate_of("us") {\n        println!("{fault}\\n{}", fault.error_message());\n    }\n}\n';
    writeFiles(home, { "faults.rs": rustFor(Tax), "tax.rs": block("tax.rs"), "main.rs": main });
    run(["rustc", "--edition", "2021", "-D", "warnings", "-o", "main", "main.rs"], { cwd: home });
    expect(run([join(home, "main")])).toBe(
      'There is no tax for us\n{"errorType":"TaxRegionUnknown","httpStatus":422,"message":"There is no tax for us","details":{"region":"us"}}\n',
    );
  });

  testRaising(() => shop);
  testWritten(() => ({ written: made }));
});

/** A module that prints the diagnostics of faults. */
function printing(faults: readonly string[]): string {
  return `use crate::Diagnostic;
fn base64(text: &str) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for part in text.as_bytes().chunks(3) {
        let bits = part.iter().fold(0u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for at in 0..=part.len() {
            out.push(DIGITS[(bits >> (18 - 6 * at) & 63) as usize] as char);
        }
    }
    out
}
fn print(fault: impl Into<Diagnostic>) {
    let diagnostic = fault.into();
    println!("{}\\n{}", base64(&diagnostic.error_type), base64(&diagnostic.error_message));
}
pub fn print_all() {
${faults.map((fault) => `    print(${fault});`).join("\n")}
}`;
}

const FIELDS = [
  "class",
  "def",
  "a_b",
  "a_b_",
  "a_b_2",
  "member_1st",
  "member",
  "gr_e",
  "message",
  "self_",
  "details",
  "get_class",
];
const ODDS = [
  `crate::odd::OddMembers::new(crate::odd::OddMembersDetails { ${FIELDS.map((field, index) => `${field}: "${index}".to_string()`).join(", ")} })`,
  `{ let leaf = crate::odd::TreeDetails { value: 2.0, children: None, last: None };
      let list = vec!["a".into(), crate::odd::Json::Integer(1)];
      crate::odd::Tree::new(crate::odd::TreeDetails { value: 1.0, children: Some(vec![leaf.clone(), leaf]), last: Some(list) }) }`,
  "crate::odd::Class::new()",
  "crate::odd::ABC::new()",
  "crate::odd::Exception::new()",
];

function vectorOf({ fault, requestId }: Vector): string {
  const { errorType, message, details, retryAfter }: Record<string, unknown> = Object(fault);
  const type = errorType === ODD ? "AZ9X" : errorType;
  const given = details === undefined ? "" : errorType === ODD ? `Some(${jsonOf(details)})` : jsonOf(details);
  const after = retryAfter === undefined ? "" : `.after(${retryAfter})`;
  return `crate::vectors::${type} { message: ${textOf(message)}.to_string(), request_id: Some(${textOf(requestId)}.to_string()), ..crate::vectors::${type}::new(${given})${after} }`;
}

/** Writes JSON as an expression of Rust. */
function jsonOf(value: unknown): string {
  const json = "crate::vectors::Json";
  if (typeof value === "string") return `${json}::Text(${textOf(value)}.to_string())`;
  if (typeof value === "number") return `${json}::Integer(${value})`;
  if (typeof value === "boolean") return `${json}::Bool(${value})`;
  if (Array.isArray(value)) return `${json}::List(vec![${value.map(jsonOf).join(", ")}])`;
  if (value === null) return `${json}::Null`;
  const members = Object.entries(Object(value)).map(
    ([name, each]) => `(${textOf(name)}.to_string(), ${jsonOf(each)})`,
  );
  return `${json}::Object(vec![${members.join(", ")}])`;
}

function textOf(text: unknown): string {
  const escaped = String(text).replace(
    /[^ !#-[\]-~]/gu,
    (each) => `\\u{${each.codePointAt(0)?.toString(16)}}`,
  );
  return `"${escaped}"`;
}
