/** Breaks a text into lines of at most so many characters, at blanks. A word that is longer has a line of its own. */
export function wrapText(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines = [""];
    for (const word of paragraph.split(" ")) {
      const line = lines.at(-1) ?? "";
      const longer = line === "" ? word : `${line} ${word}`;
      if (line === "" || longer.length <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}
