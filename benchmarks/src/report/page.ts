/* A page of prose, and blocks between markers that a program writes. */

/**
 * Returns a page with the content of some blocks replaced. Everything outside of them stays.
 *
 * @param contents the content of each block by its name, without the newlines around it
 * @throws Error for a block that is not in the page exactly once.
 */
export function writeBlocks(page: string, contents: Readonly<Record<string, string>>): string {
  return Object.entries(contents).reduce((text, [name, content]) => {
    const [before, after] = aroundBlock(text, name);
    return `${before}\n\n${content}\n\n${after}`;
  }, page);
}

/* The markers of a block, each on a line of its own. */
const START = "<!-- bench: ";
const END = "<!-- /bench -->";

/** Returns the text up to the end of a block's start marker, and the text from its end marker. */
function aroundBlock(page: string, name: string): [before: string, after: string] {
  const start = `${START}${name} -->`;
  const [before = "", rest, ...more] = page.split(start);
  if (rest === undefined) throw new Error(`The page has no line ${start}: add it where the block belongs`);
  if (more.length > 0) throw new Error(`The page has the line ${start} ${more.length + 1} times`);
  const end = rest.indexOf(END);
  const next = rest.indexOf(START);
  if (end < 0 || (next >= 0 && next < end)) throw new Error(`The block after ${start} has no line ${END}`);
  return [before + start, rest.slice(end)];
}

/** Returns the content of a block. @throws Error for a block that is not in the page exactly once. */
export function readBlock(page: string, name: string): string {
  const [before, after] = aroundBlock(page, name);
  return page.slice(before.length, page.length - after.length).trim();
}
