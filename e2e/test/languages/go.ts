import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@faultwire/caller";
import { goFor } from "@faultwire/infra";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Shop } from "../functions/shop.ts";
import { isWholeRun } from "../is-whole-run.ts";
import { testCatching, testRead } from "./catching.ts";
import { documented } from "./documented.ts";
import { ODD_DETAILS, Odd } from "./odd.ts";
import { cacheFolder, isHere, type Running, remove, run, start, writeFiles } from "./program.ts";
import { type Made, testRaising, testWritten } from "./raising.ts";
import { names, ODD, PlainVectors, read, written } from "./vectors.ts";

/* The generated package, built by Go, in functions that local runs. Only in a whole run, and skipped without Go. */

const HERE = join(import.meta.dirname, "go");
/** The name of a type is what Go's runtime sends, and this name cannot be one. */
const possible = written.filter(({ fault }) => fault?.errorType !== ODD);

describe.skipIf(!isWholeRun || !isHere("go", "version"))("go", () => {
  let folder: string;
  let shop: Running;
  let made: Made;

  beforeAll(async () => {
    folder = cacheFolder("go");
    writeFiles(folder, {
      "go.mod": "module example.com/languages\n\ngo 1.19\n",
      "shop/faults.go": goFor(Shop),
      "odd/faults.go": goFor(Odd, { package: "odd" }),
      "programs/vectors/faults.go": goFor(PlainVectors, { package: "main" }),
    });
    for (const program of ["function", "vectors", "odd"])
      cpSync(join(HERE, `${program}.go`), join(folder, "programs", program, "main.go"));
    run(["go", "build", "-o", "bin/", "./..."], { cwd: folder });
    const input = JSON.stringify({
      written: possible,
      read: read.map(({ sent }) => sent),
      names: names.map(({ sent }) => sent),
    });
    made = JSON.parse(run([join(folder, "bin/vectors")], { input }));
    const deployed = (handler: string) => ({
      ...{ runtime: "provided.al2023" as const, codeUri: folder, command: ["bin/function"] },
      ...{ handler, timeout: 60 },
    });
    shop = await start({ raising: deployed("raising"), catching: deployed("catching") });
  }, 600_000);
  afterAll(async () => {
    await shop?.close();
    remove(folder);
  });

  test("names and texts that are words of Go", () => {
    const printed: object[] = JSON.parse(run([join(folder, "bin/odd")]));
    const [members, tree] = printed.map((each) => parse({ ...each, stackTrace: [] }, Odd));
    expect(members).toEqual(new Odd.faults.OddMembers(ODD_DETAILS));
    const leaf = { value: 2, last: null };
    expect(tree).toEqual(new Odd.faults.Tree({ value: 1, children: [leaf, leaf], last: ["a", 1] }));
  });

  test("the file is as gofmt writes it, and go vet finds nothing in it", () => {
    for (const name of ["shop/faults.go", "odd/faults.go"])
      expect(run(["gofmt", join(folder, name)])).toBe(readFileSync(join(folder, name), "utf8"));
    expect(run(["go", "vet", "./shop", "./odd"], { cwd: folder })).toBe("");
  });

  test("the example of the page does what it says", async () => {
    const { Tax, block } = await documented(folder);
    writeFiles(folder, {
      "faults/faults.go": goFor(Tax, { package: "faults" }),
      "tax/tax.go": block("tax.go"),
      "programs/documented/main.go": MAIN,
    });
    expect(run(["go", "run", "./programs/documented"], { cwd: folder })).toBe(
      'us <nil>\n{"errorType":"RatesClosed","httpStatus":503,"message":"The rates are being changed","retryAfter":30}\n',
    );
  });

  testRaising(() => shop);
  testCatching(() => shop);
  testWritten(() => made, possible);
  testRead(() => made);
});

const MAIN = `package main

import (
	"context"
	"encoding/json"
	"fmt"

	"example.com/languages/tax"
)

func main() {
	_, failure := tax.Handle(context.Background(), tax.Event{Region: "us"})
	payload, _ := json.Marshal(map[string]string{"errorType": "TaxRegionUnknown", "errorMessage": failure.Error()})
	fmt.Println(tax.RegionOf(payload))
	_, failure = tax.Handle(context.Background(), tax.Event{Region: "eu"})
	fmt.Println(failure)
}
`;
