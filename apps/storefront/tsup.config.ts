import { defineConfig } from "tsup";

export default defineConfig({ entry: ["src/story.ts"], format: "esm", target: "node24", clean: true });
