import { cpSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@faultwire/caller";
import { rubyFor } from "@faultwire/infra";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Shop } from "../functions/shop.ts";
import { isWholeRun } from "../is-whole-run.ts";
import { documented } from "./documented.ts";
import { ODD_DETAILS, Odd } from "./odd.ts";
import { cacheFolder, isHere, type Running, remove, run, start, writeFiles } from "./program.ts";
import { testRaising, testWritten } from "./raising.ts";
import { ODD, StrictVectors, written } from "./vectors.ts";

/* The generated file, under Ruby, in a function that local runs. Only in a whole run, and skipped without Ruby. */

/** The name of a class is what Ruby's runtime sends, and this name cannot be one. */
const possible = written.filter(({ fault }) => fault?.errorType !== ODD);

describe.skipIf(!isWholeRun || !isHere("ruby", "--version"))("ruby", () => {
  let folder: string;
  let shop: Running;
  let made: { written: readonly unknown[]; odd: readonly { errorType: string; errorMessage: string }[] };

  beforeAll(async () => {
    folder = cacheFolder("ruby");
    cpSync(join(import.meta.dirname, "ruby"), folder, { recursive: true });
    writeFiles(folder, {
      "faults.rb": rubyFor(Shop),
      "odd_faults.rb": rubyFor(Odd),
      "vector_faults.rb": rubyFor(StrictVectors),
    });
    const input = JSON.stringify(possible);
    made = JSON.parse(run(["ruby", "-w", join(folder, "vectors.rb")], { input }));
    shop = await start({
      raising: {
        ...{ runtime: "provided.al2023", codeUri: folder, command: ["ruby", "function.rb"] },
        ...{ handler: "function.raising", timeout: 60 },
      },
    });
  });
  afterAll(async () => {
    await shop?.close();
    remove(folder);
  });

  test("names and texts that are words of Ruby", () => {
    expect(made.odd[0]?.errorType).toBe("Function<Catalog2OddFaults::OddMembers>");
    const [members, tree] = made.odd.map((each) => parse({ ...each, stackTrace: [] }, Odd));
    expect(members).toEqual(new Odd.faults.OddMembers(ODD_DETAILS));
    const leaf = { value: 2, last: null };
    expect(tree).toEqual(new Odd.faults.Tree({ value: 1, children: [leaf, leaf], last: ["a", 1] }));
  });

  test("the example of the page does what it says", async () => {
    const { Tax, block } = await documented(folder);
    const home = join(folder, "documented");
    const main =
      'require_relative "tax"\nbegin\n  handler(event: { "region" => "us" }, context: nil)\nrescue TaxFaults::TaxRegionUnknown => e\n  puts e.region, e.text, e.message\nend\n';
    writeFiles(home, { "faults.rb": rubyFor(Tax), "tax.rb": block("tax.rb"), "main.rb": main });
    expect(run(["ruby", join(home, "main.rb")])).toBe(
      'us\nThere is no tax for us\n{"errorType":"TaxRegionUnknown","httpStatus":422,"message":"There is no tax for us","details":{"region":"us"}}\n',
    );
  });

  testRaising(() => shop);
  testWritten(() => made, possible);
});
