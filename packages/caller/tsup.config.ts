import { library } from "../../tsup.base.ts";

export default library({ index: "src/index.ts", lambda: "src/lambda/index.ts", tools: "src/tools/index.ts" });
