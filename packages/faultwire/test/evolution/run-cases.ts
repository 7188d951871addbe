import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { type Fault, isFault } from "@faultwire/catalog";
import { local } from "@faultwire/local";
import { sourceEnvironment } from "../../../../source-environment.ts";
import type { CallerEffect } from "../../src/evolution/change.ts";
import { CASES } from "./cases.ts";
import { type Case, callersCatalog, type Version } from "./version.ts";

/** The fault that a caller of one version caught from a function of the other one. */
export interface Caught {
  /** The class: the name of a declared fault, or of a family. */
  readonly name: string;
  /** The type that came on the wire. */
  readonly errorType: string;
  readonly status: number;
  readonly retryable: boolean;
  /** The number of times that the function ran. */
  readonly runs: number;
  /** The reason why it cannot be read. */
  readonly issues?: string;
}

/** A case with all that was caught, in both orders. */
export interface RunCase {
  readonly heading: string;
  readonly of: Case;
  readonly calleeFirst: readonly Caught[];
  readonly callersFirst: readonly Caught[];
}

/** Deploys the old and the new version of every catalog, and calls each with the other version's caller. */
export async function runCases(): Promise<readonly RunCase[]> {
  const deployed = (SIDE: string) => ({
    handler: "functions/evolving.handler",
    timeout: 60,
    environment: { SIDE, ...sourceEnvironment },
  });
  const lambda = await local({
    root: `${import.meta.dirname}/..`,
    functions: { old: deployed("old"), fresh: deployed("fresh") },
  });
  const client = new LambdaClient(lambda.client);
  try {
    const all = Object.entries(CASES).flatMap(([heading, cases]) => cases.map((of) => ({ heading, of })));
    const run: RunCase[] = [];
    for (const [index, { heading, of }] of all.entries()) {
      const [calleeFirst, callersFirst] = await Promise.all([
        callAll(client, { functionName: "fresh", index, sender: of.fresh, receiver: of.old }),
        callAll(client, { functionName: "old", index, sender: of.old, receiver: of.fresh }),
      ]);
      run.push({ heading, of, calleeFirst, callersFirst });
    }
    return run;
  } finally {
    client.destroy();
    await lambda.close();
  }
}

interface Calls {
  readonly functionName: string;
  readonly index: number;
  readonly sender: Version;
  readonly receiver: Version;
}

async function callAll(
  client: LambdaClient,
  { functionName, index, sender, receiver }: Calls,
): Promise<readonly Caught[]> {
  const faults = callersCatalog(receiver);
  const call = createCaller({ client, functionName, faults, retry: { attempts: 2 } });
  const caught: Caught[] = [];
  for (const throws of sender.throws.keys()) {
    const thrown: unknown = await call({ index, throws }).then(
      (value) => value,
      (error: unknown) => error,
    );
    if (!isFault(thrown))
      throw new TypeError(`case ${index}: ${functionName} returned, or failed otherwise`, { cause: thrown });
    caught.push(describeCaught(thrown));
  }
  return caught;
}

function describeCaught(fault: Fault): Caught {
  const { name, errorType, status, retryable, tried = [] } = fault;
  const { issues }: { readonly issues?: unknown } = Object(fault);
  return {
    ...{ name, errorType, status, retryable, runs: tried.length + 1 },
    ...(typeof issues === "string" && { issues }),
  };
}

/** The effect of what was really caught. */
export function effectOf(caught: readonly Caught[], sender: Version, receiver: Version): CallerEffect {
  const effects = caught.map((each, index): CallerEffect => {
    const thrown = sender.throws[index];
    const name = thrown === undefined || "alias" in thrown ? declaredFor(thrown?.alias, sender) : thrown[0];
    const declared = callersCatalog(receiver).faults[each.name];
    const isOwn = each.name === name || (declared?.declaration.aliases ?? []).includes(name);
    const isPromised = (sender.faults[name] ?? sender.elsewhere?.[name])?.retryable === true;
    if (!isOwn || declared === undefined || (each.runs > 1 && !isPromised)) return "breaks";
    const { status, retryable } = declared.prototype;
    return each.status === status && each.retryable === retryable ? "same" : "differs";
  });
  return effects.find((each) => each === "breaks") ?? effects.find((each) => each === "differs") ?? "same";
}

function declaredFor(alias = "", { faults }: Version): string {
  return Object.keys(faults).find((name) => faults[name]?.aliases?.includes(alias)) ?? "";
}
