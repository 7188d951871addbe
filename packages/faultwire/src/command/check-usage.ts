/** The text of `faultwire check --help`. */
export const CHECK_USAGE = `faultwire check: compares what handlers throw with their throws, and catalogs with their lock

  faultwire check [-p tsconfig.json] [OPTIONS]

It follows every throw that a wrapped handler can reach: across files, functions, methods, awaited calls and callbacks, and
through catch. A fault that arrives and is not in throws is an error; one that is in throws and that nothing throws is a
warning. What cannot be seen is listed. It needs TypeScript 5.4 to 6, or @typescript/typescript6, in the project.

With a faultwire.lock.json beside the tsconfig.json, it compares the exported catalogs with it, and reports each change that breaks
callers: what an old caller of a new function catches, what a new caller of an old one, and which to deploy first. It also
reports files of faultwire generate that are out of date. For both it loads the modules with catalogs.

  npx faultwire check
  npx faultwire check -p packages/orders --strict
  npx faultwire check --format github
  npx faultwire check --baseline faults.baseline.json --update-baseline
  npx faultwire check --format json > faults.json
  npx faultwire check --update-lock

  -p, --project FILE   a tsconfig.json or its folder; by default the nearest one
  --strict             warnings end with 1, too
  --errors             also reports errors that are not faults and reach a handler
  --format FORMAT      text, json, or github for annotations of GitHub Actions
  --baseline FILE      leaves out the findings that the file has
  --update-baseline    writes the findings into that file, and ends with 0
  --update-lock        writes the exported catalogs into the lock, a new file if need be, and ends with 0
  --lock FILE          another file than faultwire.lock.json beside the tsconfig.json
  --help, -h           this text

Exit codes: 0 nothing was found; 1 there are findings; 2 the command or the project could not be read.`;
