import { readCatch } from "../language/read-catch.ts";
import { readRetry } from "../language/read-retry.ts";
import type { StateReader } from "../language/state-reader.ts";
import type { RunState } from "../running/machine.ts";
import { runMachine } from "../running/run-machine.ts";
import { runWithRetries } from "../running/run-with-retries.ts";
import type { StopSignal } from "../running/thread.ts";
import { readInputAndOutput } from "./task.ts";

/** Reads a Parallel state. The first branch that fails stops the others, and its error is the state's. */
export function readParallel({ name, fields, readBranch }: StateReader): RunState {
  const branches = fields.objects("Branches").map(readBranch);
  if (branches.length === 0) throw fields.problem("Branches", "has no branch");
  const io = readInputAndOutput(fields, fields.language === "JSONata" ? "Arguments" : "Parameters");
  const retriers = readRetry(fields);
  const catchers = readCatch(fields);
  return async (visit) =>
    await runWithRetries(visit, { retriers, catchers }, async () => {
      const { thread } = visit;
      const input = await io.input(visit.scope(visit.input));
      const args = (await io.args?.(visit.scope(input))) ?? input;
      const stop: StopSignal = { stopped: false, outer: thread.stop };
      thread.record({ type: "ParallelStateStarted" });
      const runs = branches.map((branch, index) => () => {
        const inner = thread.branch(`${name}[${index}]`, { stop });
        return runMachine(inner, branch, args).finally(() => {
          thread.lastEvent = Math.max(thread.lastEvent, inner.lastEvent);
        });
      });
      try {
        const result = await thread.execution.work.branches(runs);
        thread.checkStopped();
        thread.record({ type: "ParallelStateSucceeded" });
        return await io.end(visit, result);
      } catch (failure) {
        thread.checkStopped();
        if (!stop.stopped) thread.record({ type: "ParallelStateFailed" });
        throw failure;
      } finally {
        stop.stopped = true;
      }
    });
}
