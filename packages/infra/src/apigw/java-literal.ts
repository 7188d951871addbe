const SPECIAL = /[\\^$.|?*+()[\]{}/-]/;

/** Writes a text as a Java regular expression that matches it and nothing else, in printable ASCII. */
export function javaLiteral(text: string): string {
  return Array.from(text, literalCharacter).join("");
}

function literalCharacter(character: string): string {
  if (SPECIAL.test(character)) return `\\${character}`;
  return /^[ -~]$/.test(character) ? character : `\\x{${character.codePointAt(0)?.toString(16)}}`;
}
