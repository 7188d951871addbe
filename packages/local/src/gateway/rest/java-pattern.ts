import { translatePattern } from "../../java-regex/pattern.ts";

/**
 * Compiles a Java regular expression that must match the whole of a text, where a dot matches no line terminator.
 *
 * @throws TypeError for a pattern that Java refuses, or that JavaScript cannot run exactly as Java does.
 */
export function compileJavaPattern(where: string, pattern: string): (text: string) => boolean {
  try {
    const expression = new RegExp(`^(?:${translatePattern(pattern)})$`, "v");
    return (text) => expression.test(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new TypeError(`${where} ${JSON.stringify(pattern)} cannot be run: ${why}`, { cause });
  }
}
