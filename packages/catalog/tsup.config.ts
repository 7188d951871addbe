import { library } from "../../tsup.base.ts";

export default library(
  { index: "src/index.ts", internal: "src/internal/index.ts", meanings: "src/meanings/index.ts" },
  // One copy of the classes, whichever entry is required.
  { splitting: true },
);
