import type { Execution } from "@faultwire/catalog";
import type { LetterBox } from "./letter-box.ts";
import type { SendTarget, Verdict } from "./verdict.ts";

/** Letters of one error, with one answer to whether they are sent. */
export interface LetterGroup {
  /** The name of the error; null where none is recorded. */
  readonly errorType: string | null;
  readonly execution: Execution;
  /** The reason for `execution`, as a sentence. */
  readonly proof: string;
  readonly send: boolean;
  /** The reason for `send`, as a sentence. */
  readonly because: string;
  readonly target: SendTarget | null;
  /** The message of the first letter. */
  readonly message: string | null;
  readonly count: number;
  /** The ids of the letters: of the messages, or of the invocations. */
  readonly letters: readonly string[];
}

/** A letter that should have been sent or deleted, and was not. */
export interface Failure {
  readonly letter: string;
  readonly error: string;
  /** Whether it was sent, so that it is in both places. */
  readonly sent: boolean;
}

/** The letters that there are, those that would be sent, and those that were. */
export interface RedriveReport {
  readonly kind: LetterBox["kind"];
  /** The queue or the files. */
  readonly from: string;
  readonly executed: boolean;
  readonly letters: number;
  /** The letters that are sent, or would be. */
  readonly toSend: number;
  /** The letters that were sent in this run. */
  readonly sent: number;
  /** The letters that were deleted from the queue in this run. */
  readonly deleted: number;
  /** About the number of messages that the queue has besides: they came later, or could not be read. */
  readonly unread: number;
  readonly groups: readonly LetterGroup[];
  readonly failures: readonly Failure[];
  readonly notes: readonly string[];
}

/** Groups the decisions: the most letters first. */
export function groupsOf(verdicts: readonly Verdict[]): readonly LetterGroup[] {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const { errorType, execution, proof, send, because, target } = verdict;
    const key = JSON.stringify([errorType, execution, proof, send, because, target]);
    const group = groups.get(key);
    if (group) group.push(verdict);
    else groups.set(key, [verdict]);
  }
  return [...groups.values()].flatMap(groupOf).sort((one, other) => other.count - one.count);
}

function groupOf(verdicts: readonly Verdict[]): readonly LetterGroup[] {
  const [first] = verdicts;
  if (first === undefined) return [];
  const { errorType = null, execution, proof, send, because, target = null, letter } = first;
  return [
    {
      ...{ errorType, execution, proof, send, because, target },
      message: letter.fault?.message ?? null,
      count: verdicts.length,
      letters: verdicts.map(({ letter: { id } }) => id),
    },
  ];
}
