/** The error types that an advice is for, or those with a reason and status behind them, and the advice. */
export type Advice = readonly [of: RegExp, advice: string];
