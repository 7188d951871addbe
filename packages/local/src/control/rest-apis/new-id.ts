import { randomInt } from "node:crypto";

const CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Makes an id as API Gateway has them: 10 characters for an API, 6 for what is in one. */
export function newId(length: number): string {
  return Array.from({ length }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join("");
}

/** The present time in seconds, as the API has times. */
export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
