/** The result for a caller of one version that meets a function of the other one. */
export interface ChangeOutcome {
  readonly effect: CallerEffect;
  /** The name of the class that the caller catches; undefined where the function does not throw it. */
  readonly caught?: string;
  /** The reason, as a clause: `kind may be "c"`. */
  readonly because?: string;
}

/**
 * The effect on the caller: the fault arrives as its own class; it does, and means something else; it arrives as another
 * class; or the schemas do not show it.
 */
export type CallerEffect = "same" | "differs" | "breaks" | "unknown";

/** The order of deployment that a change needs. */
export type DeploymentOrder = "safe" | "callers-first" | "callee-first" | "breaks" | "differs" | "unknown";

/** One change between two versions of a catalog. */
export interface Change {
  readonly catalog: string;
  /** Undefined for a change of a whole catalog. */
  readonly fault?: string;
  readonly kind: ChangeKind;
  /** The member of the details; undefined for other changes. */
  readonly member?: string;
  /** The change in words. */
  readonly text: string;
  readonly verdict: DeploymentOrder;
  /** The function is deployed first: an old caller catches what a new function throws. */
  readonly calleeFirst: ChangeOutcome;
  /** The callers are deployed first: a new caller catches what an old function throws. */
  readonly callersFirst: ChangeOutcome;
  /** The thing to do. */
  readonly advice: string;
}

/** The kinds of changes. */
export type ChangeKind =
  | "catalog-added"
  | "catalog-removed"
  | "fault-added"
  | "fault-removed"
  | "fault-renamed"
  | "alias-added"
  | "alias-removed"
  | "status"
  | "retryable"
  | "promise"
  | "details-added"
  | "details-removed"
  | "details-presence"
  | "details-hidden"
  | "member-added"
  | "member-removed"
  | "member-required"
  | "member-optional"
  | "member-changed";

/** A change before it is judged. */
export type UnjudgedChange = Omit<Change, "verdict" | "advice"> & { readonly advice?: string };

/** Judges a change by what happens in both orders. */
export function judge(draft: UnjudgedChange): Change {
  const verdict = verdictOf(draft);
  return { ...draft, verdict, advice: draft.advice ?? ADVICE[verdict] };
}

/** The order that a change needs, by its effects in both. */
export function verdictOf({
  calleeFirst: { effect: old },
  callersFirst: { effect: fresh },
}: Pick<UnjudgedChange, "calleeFirst" | "callersFirst">): DeploymentOrder {
  if (old === "breaks" && fresh === "breaks") return "breaks";
  if (old === "unknown" || fresh === "unknown") return "unknown";
  if (old === "breaks") return "callers-first";
  if (fresh === "breaks") return "callee-first";
  return old === "same" && fresh === "same" ? "safe" : "differs";
}

const ADVICE: Readonly<Record<DeploymentOrder, string>> = {
  safe: "deploy in any order",
  "callers-first": "deploy all callers first, then the function",
  "callee-first": "deploy the function first, then its callers",
  breaks:
    "no order is safe: declare a new fault or a new optional member beside the old one, and remove the old one once no version that needs it is deployed",
  differs: "callers catch it in any order; look at what they do with it",
  unknown: "try both orders in a test, or take a schema that JSON Schema shows whole",
};
