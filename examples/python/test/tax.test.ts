import { spawnSync } from "node:child_process";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { Undeclared } from "@faultwire/catalog";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { describe, expect } from "vitest";
import type { handler as checkout } from "../src/checkout.ts";
import { Tax, TaxRegionUnknown } from "../src/faults.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.warn("There is no python3: the function in Python is not tested.");

// The template's function in Python is the one gap: local runs it by a command.
const { functions, ...options } = await fromTemplate("template.yaml", { onGaps: () => {} });
const test = localTest({
  ...options,
  functions: {
    ...functions,
    tax: {
      runtime: "provided.al2023",
      command: ["python3", `${import.meta.dirname}/runtime.py`],
      codeUri: "tax",
      handler: "tax.handler",
    },
  },
});

const clientOf = (lambda: Local) => new LambdaClient(lambda.client);
const taxOf = (lambda: Local) => createCaller({ client: clientOf(lambda), functionName: "tax", faults: Tax });

describe.runIf(hasPython)("a function in Python", () => {
  test("raises a fault that is the class of the catalog, with its details", async ({ lambda }) => {
    const error = await taxOf(lambda)({ region: "us" }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TaxRegionUnknown);
    expect(error).toMatchObject({ status: 422, details: { region: "us", known: ["de", "fr"] } });
  });

  test("raises an exception of its own, which is Undeclared by its name", async ({ lambda }) => {
    const error = await taxOf(lambda)({}).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Undeclared);
    expect(error).toMatchObject({ errorType: "KeyError", message: "'region'" });
  });

  test("is called by one in TypeScript, which catches the fault", async ({ lambda }) => {
    const client = clientOf(lambda);
    const order = createCaller<typeof checkout>({ client, functionName: "checkout", faults: Tax });
    expect(await order({ net: 100, region: "de" })).toEqual({ total: 119 });
    const untaxed = { total: 100, note: "no tax outside of de, fr" };
    expect(await order({ net: 100, region: "us" })).toEqual(untaxed);
  });
});
