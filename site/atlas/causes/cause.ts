/** A program that makes an error happen on local. A test runs each and compares what it prints. */
export interface Cause {
  /** `caused` where local makes the error happen, `injected` where it sends it in the place of AWS. */
  readonly kind: "caused" | "injected";
  /** The files of the program by name; `main.mjs` is the one that is run. */
  readonly files: Readonly<Record<string, string>>;
  /** The last line that it prints: the error's name, and whether the function ran. */
  readonly prints: string;
}

/** The reason why local cannot make an error happen. */
export interface NoCause {
  readonly reason: string;
}

/** Lists the packages that a program imports, for its install line. */
export function packagesOf({ files }: Cause): readonly string[] {
  const specifiers = Object.values(files).flatMap((text) =>
    [...text.matchAll(/ from "([^".][^"]*)"/g)].map(([, name = ""]) => name),
  );
  const names = specifiers
    .filter((name) => !name.startsWith("node:"))
    .map((name) =>
      name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/"),
    );
  return [...new Set(names)].sort();
}
