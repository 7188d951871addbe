import { join } from "node:path";
import { parse } from "@faultwire/caller";
import { mergeCatalogs } from "@faultwire/catalog";
import { pythonFor } from "@faultwire/infra";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Shop } from "../functions/shop.ts";
import { testCatching, testRead } from "./catching.ts";
import { documented } from "./documented.ts";
import { ODD_DETAILS, Odd, OddNames } from "./odd.ts";
import { cacheFolder, isHere, type Running, remove, run, start, writeFiles } from "./program.ts";
import { type Made, testRaising, testWritten } from "./raising.ts";
import { names, read, Vectors, written } from "./vectors.ts";

/* The generated module, under Python, in functions that local runs. Without Python these are skipped. */

const HERE = join(import.meta.dirname, "python");

describe.skipIf(!isHere("python3", "--version"))("python", () => {
  let folder: string;
  let environment: { readonly PYTHONPATH: string; readonly PYTHONDONTWRITEBYTECODE: string };
  let shop: Running;
  let made: Made;

  beforeAll(async () => {
    folder = cacheFolder("python");
    writeFiles(folder, { "shop_faults.py": pythonFor(Shop), "vector_faults.py": pythonFor(Vectors) });
    environment = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" };
    const input = JSON.stringify({
      written,
      read: read.map(({ sent }) => sent),
      names: names.map(({ sent }) => sent),
    });
    made = JSON.parse(run(["python3", join(HERE, "vectors.py")], { input, env: environment }));
    const deployed = (handler: string) => ({
      ...{ runtime: "provided.al2023" as const, codeUri: HERE, command: ["python3", "runtime.py"] },
      ...{ handler: `handler.${handler}`, environment, timeout: 60 },
    });
    shop = await start({ raising: deployed("raising"), catching: deployed("catching") });
  });
  afterAll(async () => {
    await shop?.close();
    remove(folder);
  });

  test("names and texts that are words of Python", () => {
    writeFiles(folder, { "odd_faults.py": pythonFor(Odd), "odd_names.py": pythonFor(OddNames) });
    const printed: object[] = JSON.parse(
      run(["python3", join(HERE, "odd.py")], { env: { PYTHONPATH: folder } }),
    );
    const [members, tree, ...others] = printed.map((each) =>
      parse({ ...each, stackTrace: [] }, mergeCatalogs("all", Odd, OddNames)),
    );
    const made = new Odd.faults.OddMembers(ODD_DETAILS);
    expect(members).toEqual(made);
    const leaf = { value: 2, last: null };
    expect(tree).toEqual(new Odd.faults.Tree({ value: 1, children: [leaf, leaf], last: ["a", 1] }));
    expect(others.map((each) => [each?.errorType, each?.details])).toEqual([
      ["class", undefined],
      ["a.b-c", undefined],
      ["Broken$Set", { id: "i" }],
      ["Exception", undefined],
      ["Tree", tree?.details],
      ["OddMembers", ODD_DETAILS],
    ]);
  });

  test("the example of the page does what it says", async () => {
    const { Tax, block } = await documented(folder);
    const home = join(folder, "documented");
    writeFiles(home, {
      "faults.py": pythonFor(Tax),
      "tax.py": block("tax.py"),
      "checkout.py": block("checkout.py"),
      // In the place of AWS's SDK: it answers with what the function raises.
      "boto3.py": BOTO3,
      "main.py": MAIN,
    });
    expect(run(["python3", "main.py"], { cwd: home, env: { PYTHONDONTWRITEBYTECODE: "1" } })).toBe(
      "us None 422\n0\nThe rates are being changed 30\n",
    );
  });

  test("what no function would send is read, too", () => {
    const program = [
      "import json, shop_faults as shop",
      "deep = '[' * 5000 + ']' * 5000",
      "for details in (deep, '[' * 99999, '1e999', '{\"dropped\": 1e999}', 'NaN', '\"\\\\ud800\"', 'null'):",
      '    message = \'{"errorType":"Declined","message":"m","details":\' + details + \'}\'',
      "    fault = shop.parse_function_error(json.dumps({'errorType': 'Declined', 'errorMessage': message}))",
      "    print(type(fault).__name__, len(str(fault)) < 3000 or details[:2] == '[[')",
      "for payload in (b'', b'\\xff', '[]', '{}', {}, '{\"errorType\": 7, \"stackTrace\": 1}'):",
      "    print(type(shop.parse_function_error(payload)).__name__)",
      "print(shop.parse_http_error(500, {}, b'<html>').message, shop.parse_http_error(200, [], b''))",
    ];
    const output = run(["python3", "-c", program.join("\n")], { env: environment });
    expect(output.trimEnd().split("\n")).toEqual([
      ...["MalformedFault True", "MalformedFault True", "MalformedFault True", "MalformedFault True"],
      ...["MalformedFault True", "Declined True", "Declined True"],
      ...Array(6).fill("MalformedFault"),
      "<html> None",
    ]);
  });

  testRaising(() => shop);
  testCatching(() => shop);
  testWritten(() => made);
  testRead(() => made);
});

const BOTO3 = `
import io, json, types
import tax
def client(name):
    def invoke(FunctionName, Payload):
        try:
            tax.handler(json.loads(Payload), types.SimpleNamespace(aws_request_id="r-1"))
        except Exception as error:
            payload = {"errorType": type(error).__name__, "errorMessage": str(error), "stackTrace": []}
            return {"FunctionError": "Unhandled", "Payload": io.BytesIO(json.dumps(payload).encode())}
    return types.SimpleNamespace(invoke=invoke)
`;
const MAIN = `
import checkout, faults
print(checkout.rate_or_zero("us"))
try:
    checkout.rate_of("eu")
except faults.RatesClosed as fault:
    print(fault.message, fault.retry_after)
`;
