import { carryOut, type Done } from "./carry-out.ts";
import type { Letter } from "./letter.ts";
import type { LetterBox } from "./letter-box.ts";
import { keyOf, markCopies } from "./letter-key.ts";
import type { RedrivePlan } from "./plan-file.ts";
import { groupsOf, type RedriveReport } from "./report.ts";
import type { SendLetters } from "./send-letters.ts";
import { areMixed, type Choices, type FindSource, type Verdict, verdictOf } from "./verdict.ts";

/** All that a run needs. */
export interface RedriveRequest {
  /** The queue or the files, for people. */
  readonly from: string;
  readonly box: LetterBox;
  readonly choices: Choices;
  /** Sends letters; undefined where they are only looked at. */
  readonly send?: SendLetters | undefined;
  /** A plan that was made before, which decides instead of the choices. */
  readonly plan?: RedrivePlan | undefined;
  /** Called with the decisions, before anything is sent. */
  readonly onPlan?: ((verdicts: readonly Verdict[]) => void) | undefined;
  /** Called with the keys of letters that were sent, before they are deleted. */
  readonly onSent?: ((keys: readonly string[]) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads dead letters, decides which are sent again, and sends them where that is wanted. A letter is deleted from its
 * queue only after it was sent; all others are visible there again at the end.
 */
export async function redrive(request: RedriveRequest): Promise<RedriveReport> {
  const { from, box, choices, send, onPlan, signal } = request;
  const verdicts: Verdict[] = [];
  const done: Done = { sent: 0, deleted: 0, failures: [] };
  const seen = new Set<string>();
  let unread = 0;
  try {
    for (let isMore = true; isMore; ) {
      const letters = markCopies(await box.read(), seen);
      const isMixed = areMixed(letters, choices.functions);
      const found = letters.map((letter) => decide(letter, { ...request, choices: { ...choices, isMixed } }));
      verdicts.push(...found);
      onPlan?.(found);
      const { deleted } = done;
      if (send) await carryOut(found, { ...request, send }, done);
      // The next messages of a group of a FIFO queue come when those before them are deleted.
      isMore = box.kind === "FIFO queue" && done.deleted > deleted && !signal?.aborted;
    }
  } finally {
    unread = await box.release();
  }
  return {
    ...{ kind: box.kind, from, executed: send !== undefined, letters: verdicts.length },
    toSend: verdicts.filter((each) => each.send).length,
    ...{ ...done, unread, groups: groupsOf(verdicts), notes: box.notes },
  };
}

function decide(letter: Letter, { box, choices, plan }: RedriveRequest): Verdict {
  const verdict = verdictOf(letter, choices, sourceIn(box));
  if (plan === undefined || typeof letter.original === "string") return verdict;
  const { target: _, ...known } = verdict;
  const key = keyOf(letter);
  const planned = plan.letters.get(key);
  if (planned === undefined) return { ...known, send: false, because: "It is not in the plan." };
  const { send, target } = planned;
  const where = target === undefined ? known : { ...known, target };
  if (!send) return { ...where, send, because: "The plan does not send it." };
  return plan.sent.has(key)
    ? {
        ...where,
        send,
        isSent: true,
        because: "The plan has sent it before: it is deleted, and not sent again.",
      }
    : { ...where, send, because: "The plan sends it." };
}

/** A message that SQS moved names its queue; for others there may be only one that it can have come from. */
function sourceIn({ arn, source }: LetterBox): FindSource {
  return ({ sourceArn = source }) => {
    if (sourceArn === undefined)
      return { because: "SQS does not report which queue it came from: give --to QUEUE." };
    return sourceArn === arn ? { because: "It came from this queue itself: give --to QUEUE." } : sourceArn;
  };
}
