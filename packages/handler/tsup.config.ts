import { library } from "../../tsup.base.ts";

export default library({
  index: "src/index.ts",
  durable: "src/durable/index.ts",
  testing: "src/testing/index.ts",
  emf: "src/emf/index.ts",
  middy: "src/middy/index.ts",
  powertools: "src/powertools/index.ts",
  opentelemetry: "src/opentelemetry/index.ts",
  hono: "src/hono/index.ts",
  express: "src/express/index.ts",
  tools: "src/tools/index.ts",
});
