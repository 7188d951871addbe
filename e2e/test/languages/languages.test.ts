/*
 * The tests of all languages, in one worker: in a run that is not whole only Python's run. A language that the machine does not have is
 * skipped.
 */
import "./python.ts";
import "./go.ts";
import "./java.ts";
import "./ruby.ts";
import "./rust.ts";
import "./dotnet.ts";
