import { styleText } from "node:util";

/** A style of a terminal. */
export type Style = Parameters<typeof styleText>[0];

/** Styles a text, where there are colours. */
export function styled(style: Style, text: string): string {
  return isColoured() ? styleText(style, text) : text;
}

function isColoured(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== "0" : process.stdout.isTTY && process.stdout.hasColors();
}
