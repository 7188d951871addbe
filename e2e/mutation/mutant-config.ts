/** Vitest's configuration of a package, for mutants. It is copied into the package whose tests run. */
import { readFileSync } from "node:fs";
import { mergeConfig, type ViteUserConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "../vitest.config.ts";
import type { Plan } from "./plan.ts";

const plan: Plan = JSON.parse(readFileSync(process.env.MUTATION_PLAN ?? "", "utf8"));

/** Quick files kill most mutants, so that slow ones have few to try. */
class Quickest extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      plan.files.findIndex((file) => moduleId.endsWith(`/${file}`));
    return files.sort((a, b) => rank(a) - rank(b));
  }
}

const merged: ViteUserConfig = mergeConfig<ViteUserConfig, ViteUserConfig>(base, {
  test: {
    runner: "./mutation/mutant-runner.ts",
    setupFiles: ["./mutation/mutant-setup.ts"],
    sequence: { sequencer: Quickest },
    testTimeout: plan.timeout,
  },
});
if (merged.test) {
  merged.test.include = [...plan.files];
  merged.test.reporters = [{ onTestRunEnd() {} }];
  delete merged.test.projects;
}

export default merged;
