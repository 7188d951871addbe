/** The reason why an expression of a template has no value here. */
export class Unevaluable extends Error {}
