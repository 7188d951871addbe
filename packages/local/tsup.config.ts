import { library } from "../../tsup.base.ts";

// The sources are in the package too, for whoever reads; together they stay under 150 kB packed.
export default library({ index: "src/index.ts" }, { shims: true, minify: true });
