/** Says what an invocation sees while others run in the same process. */
import { AsyncLocalStorage } from "node:async_hooks";
import { isMainThread, threadId } from "node:worker_threads";

const store = new AsyncLocalStorage();
const calls = [];

export const handler = async (event, context) => {
  calls.push(event.id);
  return store.run(`store of ${event.id}`, () => run(event, context));
};

async function run(event, context) {
  console.log("begins", event.id);
  if (event.waitFor) await fetch(event.waitFor);
  if (event.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep));
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.signal) process.kill(process.pid, event.signal);
  if (event.exitLater) setTimeout(() => process.kill(process.pid, "SIGKILL"), event.exitLater);
  console.warn("ends", event.id);
  if (event.fails) throw new RangeError(`fault of ${event.id}`);
  return {
    id: event.id,
    requestId: context.awsRequestId,
    stored: store.getStore(),
    remainingMs: context.getRemainingTimeInMillis(),
    version: context.functionVersion,
    variables: event.variables?.map((name) => process.env[name]),
    process: process.pid,
    thread: isMainThread ? "main" : threadId,
    calls: [...calls],
  };
}

export const callback = (_event, _context, callback) => callback(null, "done");
