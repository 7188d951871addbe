import { library } from "../../tsup.base.ts";

export default library({ index: "src/index.ts", meanings: "src/meanings/index.ts" });
