/** The end of a wrapped handler: the value that it returns, or the error that it throws. */
export type Answer<Value = unknown> = { readonly returned: Value } | { readonly thrown: unknown };

/** Ends a wrapped handler with its answer. */
export function deliver<Value>(answer: Answer<Value>): Value {
  if ("thrown" in answer) throw answer.thrown;
  return answer.returned;
}
