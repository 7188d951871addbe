/** Ruby's runtime puts the class of the handler's exception in brackets. */
const RUBY = /^Function<(.+)>$/s;
/** Everything before the own name of a class: Java, .NET and Python write `a.B`, `B$C` or `B+C`, Rust and Ruby `a::B`. */
const QUALIFIER = /^.*(?:[.$+]|::)/s;
/** Frames of the JVM, `a.B.c(B.java:1)`, of .NET, `at A.B.C(String d)`, and of Python, `File "b.py", line 1`. */
const QUALIFYING_FRAME = /^\s*(?:(?:at )?[^\s()]+\([\w$-]+\.\w+:\d+\)$|at [^\s()]+\(|File "[^"]+", line \d)/;
/** Packages and crates of the languages themselves, whose classes no catalog declares. */
const OF_LANGUAGE =
  /^&*(?:java|javax|jdk|sun|kotlin|scala|System|Microsoft|builtins|core|std|alloc)(?:\.|::)/;

/** Reads the own name of a class off its full name, whatever the language: `OrderNotFound` of `com.acme.OrderNotFound`. */
export function ownClassName(errorType: string): string {
  const ofRuby = RUBY.exec(errorType)?.[1];
  return (ofRuby ?? errorType).replace(QUALIFIER, "");
}

/**
 * Reads the own name of the class that a function of another language threw. Returns undefined where nothing shows that
 * `errorType` is the full name of a class: a name may itself have dots. Ruby and Rust show it in the name, the JVM,
 * .NET and Python in the frames.
 */
export function classNameOf(errorType: string, remoteStack?: readonly string[]): string | undefined {
  if (OF_LANGUAGE.test(errorType)) return undefined;
  const isQualified =
    RUBY.test(errorType) ||
    errorType.includes("::") ||
    remoteStack?.some((frame) => QUALIFYING_FRAME.test(frame));
  return isQualified ? ownClassName(errorType) : undefined;
}
