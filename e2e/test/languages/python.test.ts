import { join } from "node:path";
import { parse } from "@faultwire/caller";
import { mergeCatalogs } from "@faultwire/catalog";
import { pythonFor } from "@faultwire/infra";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Shop } from "../functions/shop.ts";
import { testCatching, testRead } from "./catching.ts";
import { ODD_DETAILS, Odd, OddNames } from "./odd.ts";
import { cacheFolder, isHere, type Running, remove, run, start, writeFiles } from "./program.ts";
import { type Made, testRaising, testWritten } from "./raising.ts";
import { names, read, Vectors, written } from "./vectors.ts";

/* The generated module, under Python, in functions that local runs. Without Python these are skipped. */

const HERE = join(import.meta.dirname, "python");

describe.skipIf(!isHere("python3", "--version"))("python", () => {
  let folder: string;
  let shop: Running;
  let made: Made;

  beforeAll(async () => {
    folder = cacheFolder("python");
    writeFiles(folder, { "shop_faults.py": pythonFor(Shop), "vector_faults.py": pythonFor(Vectors) });
    const environment = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" };
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

  testRaising(() => shop);
  testCatching(() => shop);
  testWritten(() => made);
  testRead(() => made);
});
