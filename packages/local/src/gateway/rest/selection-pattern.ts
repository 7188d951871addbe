import { translatePattern } from "../../java-regex/pattern.ts";

/**
 * Compiles the selection pattern of an integration response: a Java regular expression that must match the whole
 * of `errorMessage`, where a dot matches no line terminator.
 *
 * @throws TypeError for a pattern that Java refuses, or that JavaScript cannot run exactly as Java does.
 */
export function compileSelectionPattern(where: string, pattern: string): (errorMessage: string) => boolean {
  try {
    const expression = new RegExp(`^(?:${translatePattern(pattern)})$`, "v");
    return (errorMessage) => expression.test(errorMessage);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new TypeError(`${where}.selectionPattern ${JSON.stringify(pattern)} cannot be run: ${why}`, {
      cause,
    });
  }
}
