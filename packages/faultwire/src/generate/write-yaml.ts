/** The longest key on one line, in characters: YAML allows 1024. */
const KEY_LIMIT = 1000;

/** Writes JSON as YAML with texts of several lines as they are. */
export function writeYaml(value: unknown, indent = ""): string {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item) => `${indent}- ${writeYaml(item, `${indent}  `).trimStart()}`).join("");
  }
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => `${indent}${writeKey(key, indent)}${writeMember(member, indent)}`)
      .join("");
  }
  return `${indent}${writeScalar(value, indent)}\n`;
}

function writeKey(key: string, indent: string): string {
  const written = /^[a-zA-Z][\w.-]*$/.test(key) ? key : JSON.stringify(key);
  return written.length > KEY_LIMIT ? `? ${written}\n${indent}:` : `${written}:`;
}

function writeMember(member: unknown, indent: string): string {
  const isNested = typeof member === "object" && member !== null && Object.keys(member).length > 0;
  return isNested ? `\n${writeYaml(member, `${indent}  `)}` : ` ${writeScalar(member, indent)}\n`;
}

/** A block has its lines as they are, and one line break at its end. */
function writeScalar(value: unknown, indent: string): string {
  if (typeof value !== "string" || !/^[!-~][ -~\n]*[!-~]\n$/.test(value) || /\n\n/.test(value))
    return JSON.stringify(value);
  return `|\n${value.trimEnd().replace(/^/gm, `${indent}  `)}`;
}
