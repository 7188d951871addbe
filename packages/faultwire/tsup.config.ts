import { library } from "../../tsup.base.ts";

export default [
  library({ index: "src/index.ts" }),
  library({ main: "src/main.ts" }, { format: ["esm"], clean: false }),
];
