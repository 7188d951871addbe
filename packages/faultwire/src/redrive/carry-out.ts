import { batchLetters } from "./batch-letters.ts";
import type { LetterBox } from "./letter-box.ts";
import { keyOf } from "./letter-key.ts";
import type { Failure } from "./report.ts";
import type { SendLetters } from "./send-letters.ts";
import type { Sendable } from "./send-messages.ts";
import type { SendTarget, Verdict } from "./verdict.ts";

/** The counts and failures of a run, which grow. */
export interface Done {
  sent: number;
  deleted: number;
  readonly failures: Failure[];
}

/** The parts of a run that sending needs. */
interface Run {
  readonly box: LetterBox;
  readonly send: SendLetters;
  readonly onSent?: ((keys: readonly string[]) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A letter that is sent, with its key in the plan. */
interface Outgoing extends Sendable {
  readonly key: string;
}

/** Sends the letters that are to be sent, each target in its order, and deletes those that were sent. */
export async function carryOut(verdicts: readonly Verdict[], run: Run, done: Done): Promise<void> {
  const before = verdicts.filter(({ isSent }) => isSent).map(({ letter }) => letter.id);
  await remove(before, run, done);
  for (const [target, letters] of byTarget(verdicts)) await sendAll(target, letters, { ...run, done });
}

function byTarget(verdicts: readonly Verdict[]): readonly (readonly [SendTarget, readonly Outgoing[]])[] {
  const targets = new Map<string, readonly [SendTarget, Outgoing[]]>();
  for (const { letter, send, target, isSent } of verdicts) {
    if (!send || isSent || target === undefined || typeof letter.original === "string") continue;
    const name = JSON.stringify(target);
    const [, letters] = targets.get(name) ?? [target, []];
    letters.push({ id: letter.id, original: letter.original, key: keyOf(letter) });
    targets.set(name, [target, letters]);
  }
  return [...targets.values()];
}

async function sendAll(
  target: SendTarget,
  letters: readonly Outgoing[],
  run: Run & { readonly done: Done },
): Promise<void> {
  const isFifo = "queue" in target && target.queue.endsWith(".fifo");
  const closedGroups = new Set<string | undefined>();
  for (const batch of batchLetters(letters, { isFifo })) {
    if (run.signal?.aborted) return;
    const open = batch.filter(({ original }) => !closedGroups.has(original.groupId));
    fail(run.done, without(batch, open), "A message before it in its group was not sent.");
    const failed = await sendBatch(target, open, run);
    if (isFifo) for (const { original } of failed) closedGroups.add(original.groupId);
  }
}

/** Sends a batch, and returns what was not sent. */
async function sendBatch(
  target: SendTarget,
  batch: readonly Outgoing[],
  run: Run & { readonly done: Done },
): Promise<readonly Outgoing[]> {
  const { box, send, onSent, done } = run;
  const held = await box.hold(batch);
  fail(done, without(batch, held), "It is no longer held: another consumer may have received it.");
  const results = held.length === 0 ? [] : await send(target, held);
  const errors = new Map(results.map(({ id, error }) => [id, error]));
  const sent = held.filter(({ id }) => errors.get(id) === undefined);
  for (const letter of without(held, sent)) fail(done, [letter], errors.get(letter.id) ?? "");
  done.sent += sent.length;
  // Noted first: where the command is killed now, the next run deletes them and does not send them again.
  onSent?.(sent.map(({ key }) => key));
  await remove(
    sent.map(({ id }) => id),
    run,
    done,
  );
  return without(batch, sent);
}

async function remove(ids: readonly string[], { box }: Run, done: Done): Promise<void> {
  if (box.kind === "files" || ids.length === 0) return;
  const refusals = await box.remove(ids);
  done.deleted += ids.length - refusals.size;
  for (const [letter, error] of refusals)
    done.failures.push({ letter, error: `It was sent, and could not be deleted: ${error}`, sent: true });
}

function fail(done: Done, letters: readonly Outgoing[], error: string): void {
  done.failures.push(...letters.map(({ id }) => ({ letter: id, error, sent: false })));
}

function without<Each>(all: readonly Each[], some: readonly Each[]): readonly Each[] {
  return all.filter((each) => !some.includes(each));
}
