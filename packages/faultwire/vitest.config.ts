import { mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// Catalogs are loaded by Node.js itself, which finds the sources by this condition.
export default mergeConfig(base, { test: { execArgv: ["--conditions=@faultwire/source"] } });
