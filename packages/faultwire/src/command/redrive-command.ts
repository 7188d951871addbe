import { defineCatalog } from "@faultwire/catalog";
import { loadCatalog } from "../catalog-file/load-catalog.ts";
import { boxOfQueue } from "../redrive/box-of-queue.ts";
import { CannotRedrive } from "../redrive/cannot-redrive.ts";
import { boxOfFiles, type LetterBox } from "../redrive/letter-box.ts";
import { lettersIn } from "../redrive/letters-in.ts";
import {
  addToPlan,
  beginPlan,
  noteSent,
  type PlanOrigin,
  type RedrivePlan,
  readPlan,
} from "../redrive/plan-file.ts";
import { attributesOfQueue, urlOfQueue } from "../redrive/queue-facts.ts";
import { redrive } from "../redrive/redrive.ts";
import type { RedriveReport } from "../redrive/report.ts";
import { senderOf } from "../redrive/send-letters.ts";
import { accessLambda, accessSqs, type SdkOptions, type SqsAccess } from "../redrive/user-sdk.ts";
import { UsageError } from "../usage-error.ts";
import { printReport } from "./print-report.ts";
import { type Progress, startProgress } from "./progress.ts";
import { readInput } from "./read-input.ts";
import { type RedriveParameters, readRedriveParameters } from "./redrive-parameters.ts";

const INTERRUPTED = 130;
/** Seconds until a queue that gives no message counts as empty; any wait makes SQS ask all its servers. */
const WAIT_SECONDS = 1;
const NOTHING_DECLARED = defineCatalog("none", {});

/** Runs `faultwire redrive` and returns its exit code. */
export async function runRedrive(parameters: readonly string[], print = console.log): Promise<number> {
  const given = readRedriveParameters(parameters);
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  const progress = startProgress();
  process.once("SIGINT", interrupt);
  try {
    const report = await run(given, { progress, signal: interruption.signal });
    progress.end();
    print(given.isJson ? JSON.stringify(report, undefined, 2) : printReport(report));
    if (interruption.signal.aborted) return INTERRUPTED;
    const hasNone = report.kind === "files" && report.letters === 0;
    return report.failures.length > 0 || hasNone ? 1 : 0;
  } catch (reason) {
    if (reason instanceof CannotRedrive) throw new UsageError(`redrive: ${reason.message}`);
    throw reason;
  } finally {
    progress.end();
    process.off("SIGINT", interrupt);
  }
}

interface RunContext {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

async function run(given: RedriveParameters, around: RunContext): Promise<RedriveReport> {
  const { planFile, isExecuted } = given;
  const plan = planFile === undefined ? undefined : readPlan(planFile);
  const origin = plan === undefined ? originOf(given) : originOfPlan(plan, given);
  if (plan === undefined && planFile !== undefined && origin.queue === undefined && origin.files.length === 0)
    throw new UsageError(`redrive: there is no plan ${planFile}; name what it is made of: files, or --queue`);
  if (isExecuted && planFile === undefined && origin.queue === undefined)
    throw new UsageError(
      "redrive: --execute with files needs --plan FILE: it notes what was sent, so that a second run does not send it again",
    );
  const sdk: SdkOptions = {
    project: process.cwd(),
    endpoint: given.endpoint,
    region: regionOf(given, origin),
  };
  const sqs = once(() => accessSqs(sdk));
  const lambda = once(() => accessLambda(sdk));
  const box = await openBox(origin, { ...given, ...around, sqs });
  if (plan === undefined && planFile !== undefined) beginPlan(planFile, origin);
  return await redrive({
    from: origin.queue ?? origin.files.join(", "),
    ...{ box, choices: origin, plan, signal: around.signal },
    send: isExecuted ? senderOf({ sqs, lambda }) : undefined,
    onPlan: (verdicts) => {
      if (plan === undefined && planFile !== undefined) addToPlan(planFile, verdicts);
    },
    onSent: (keys) => {
      if (planFile !== undefined) noteSent(planFile, keys);
      around.progress.sent(keys.length);
    },
  });
}

function originOf({ queue, files, to, functions, idempotent, only }: RedriveParameters): PlanOrigin {
  return { queue, files, to, functions, idempotent, only };
}

/** A plan is carried out as it is: what is given beside it has to be the same. */
function originOfPlan({ origin }: RedrivePlan, given: RedriveParameters): PlanOrigin {
  if (!given.isExecuted)
    throw new UsageError(
      `redrive: the plan ${given.planFile} exists: carry it out with --execute, or name another file`,
    );
  const isGiven = (value: unknown) => value !== undefined && value !== false && String(value) !== "";
  for (const [name, value] of Object.entries(originOf(given)))
    if (
      isGiven(value) &&
      JSON.stringify(value) !== JSON.stringify(Object.entries(origin).find(([each]) => each === name)?.[1])
    )
      throw new UsageError(
        `redrive: the plan ${given.planFile} was made with another ${name}: leave it out, or make another plan`,
      );
  return origin;
}

function regionOf({ region }: RedriveParameters, { queue = "", to = "" }: PlanOrigin): string | undefined {
  const named = /\/\/sqs\.([\w-]+)\.|\/\/([\w-]+)\.queue\.|:sqs:([\w-]+):/.exec(`${queue} ${to}`);
  return region ?? named?.slice(1).find((each) => each !== undefined);
}

async function openBox(
  { queue, files, to }: PlanOrigin,
  context: RunContext & RedriveParameters & { readonly sqs: () => SqsAccess },
): Promise<LetterBox> {
  const { progress, signal, limit, sqs } = context;
  const { catalog } =
    context.catalog === undefined
      ? { catalog: NOTHING_DECLARED }
      : await loadCatalog("redrive", { file: context.catalog, exportName: context.exportName });
  if (queue === undefined) {
    const boxes = [];
    for (const file of files) {
      const letters = lettersIn(await readInput("redrive", file), { place: file, catalog });
      if (typeof letters === "number") throw new CannotRedrive(`${file}:${letters} is not JSON`);
      boxes.push(...letters);
    }
    return boxOfFiles(boxes);
  }
  const url = await urlOfQueue(sqs(), queue);
  const box = await boxOfQueue(sqs(), {
    ...{ url, limit, catalog, waitSeconds: WAIT_SECONDS, signal, onRead: progress.read },
  });
  if (to !== undefined) {
    const { QueueArn } = await attributesOfQueue(sqs(), await urlOfQueue(sqs(), to));
    if (QueueArn === box.arn)
      throw new CannotRedrive("--to is the queue itself: its messages would be read and sent without end");
  }
  return box;
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
