import { packagesOf } from "./causes/cause.ts";
import { causeOf } from "./causes/cause-of.ts";
import type { Entry } from "./entry.ts";
import { block, code } from "./markdown.ts";

const HEADING = "## How to cause it";

/** Writes the program that makes an error happen on local, or the reason why local cannot. */
export function writeCause(entry: Entry): string {
  const cause = causeOf(entry);
  if ("reason" in cause) return `${HEADING}\n\n\`@faultwire/local\` does not cause it. ${cause.reason}`;
  const names = packagesOf(cause);
  const intro =
    cause.kind === "caused"
      ? "This program makes it happen on your machine, with AWS's own runtime client and no AWS account."
      : "This program has [`@faultwire/local`](https://www.npmjs.com/package/@faultwire/local) send it in the place of AWS, so that you can test how your code takes it.";
  return [
    HEADING,
    intro,
    block(`npm install ${names.join(" ")}`, "sh wrap"),
    ...Object.entries(cause.files).map(([name, text]) => block(text, `js wrap title="${name}"`)),
    `\`node main.mjs\` prints ${code(cause.prints)}${/^\d/.test(cause.prints) ? "" : " as its last line"}.`,
  ].join("\n\n");
}
