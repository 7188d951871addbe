import { createHash } from "node:crypto";

/** Answers questions about one call at random, the same for the same seed and number, whatever else was asked. */
export interface Dice {
  /** Returns a number from 0 up to 1. */
  roll(question: string): number;
  pick<Choice>(question: string, choices: readonly [Choice, ...Choice[]]): Choice;
}

export function diceFor(seed: number, number: number): Dice {
  const roll = (question: string) =>
    createHash("sha256").update(`${seed} ${number} ${question}`).digest().readUInt32BE() / 2 ** 32;
  return {
    roll,
    // A roll is below 1.
    pick: (question, choices) => choices[Math.floor(roll(question) * choices.length)] ?? choices[0],
  };
}
