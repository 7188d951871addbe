import { library } from "../../tsup.base.ts";

// Small, as it comes with AWS's runtime client: under 150 kB packed, so the sources are not in the package.
export default library({ index: "src/index.ts" }, { shims: true, minify: true });
