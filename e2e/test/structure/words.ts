/** A way of saying something that may not come back, and the plain words for it. */
export interface Refusal {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Phrases that need a second reading. They are looked for in comments, messages, titles of tests and documents. */
export const PHRASES: readonly Refusal[] = [
  { pattern: /\btold\b/i, instead: "given, configured, reported; for a default: by default, @default" },
  { pattern: /\bt(?:ells?|elling) (?:of|that|whether|it|how|what)\b/i, instead: "state, report, show" },
  { pattern: /\b(?:says?|said|saying) of\b/i, instead: "state, report, carry" },
  { pattern: /\b(?:of|by|in|at|with) whatever\b/i, instead: "of any, of each" },
  {
    pattern: /(?<!\bthere )\b(?:is|are|was|were|be) no (?!longer|more|less|fewer|other)/i,
    instead: "is not a, has no",
  },
  { pattern: /(?<!\bthere )\b(?:is|are|was|were|be) none\b/i, instead: "is not one, does not exist" },
  { pattern: /\bnobody\b/i, instead: "no one, or the passive" },
  { pattern: /\bwhoever\b/i, instead: "anyone who, the caller" },
  { pattern: /\b(?:stands|stood)\b(?! in for| for)/i, instead: "is, lies, resists" },
  { pattern: /\bmend(?:s|ed|ing)?\b/i, instead: "fix, solution" },
  { pattern: /\bfor good\b/i, instead: "permanently" },
  {
    pattern: /\b(?:does(?: not|n't)|do(?: not|n't)|cannot|can) tell\b/i,
    instead: "does not state, cannot know",
  },
  { pattern: /\bwant of\b/i, instead: "lack of, out of" },
  { pattern: /\bon the heels\b|\bthereof\b|\bwhereof\b|\bwherefore\b/i, instead: "plain words" },
  { pattern: /\bthe house\b/i, instead: "the project, the repository" },
];

/** Names with a plainer word in the field. A name is read word by word: `toldAnswer` holds `told`. */
export const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    told: "json, error, decoded, logged, answer, report, record",
    tell: "notify, describe, place",
    tells: "notifies, describes",
    telling: "rules",
    teller: "reporter",
    said: "disclosure",
    say: "disclose, describe",
    meant: "intended",
    journey: "provenance",
    surroundings: "environment context",
    reception: "receive context",
    heard: "notified, reported",
    chronicle: "log",
    weather: "default injections",
    rages: "running",
    strike: "apply injection",
    tame: "postable",
    begun: "delivered, started",
    remember: "keep history",
  }),
);

/** Whole names that consist of ordinary words. */
export const WHOLE_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Places: "SandboxPaths",
    StormPlace: "StormContext",
    withholdsAll: "suppressesStream",
    coming: "call",
    Front: "ApiHandler",
    integrate: "invokeForApi",
    takePast: "bypassRetries",
    giveBack: "rethrowFailure",
    YOUNG_MEMBERS: "RECENT_MEMBERS",
    passOn: "safeForRuntime",
  }),
);

/** Words with which no comment begins: they make a clause where a noun or a verb is clearer. */
export const OPENING = /^(?:What|Whether|Where|Who|Whom|Whose|How|Of)\b/;
