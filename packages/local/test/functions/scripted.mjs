/** Does what the event says. */
import { existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let count = 0;

export const handler = async (event, context) => {
  count += 1;
  const script = event.body === undefined || event.body === null ? event : JSON.parse(event.body);
  if (script.pid) return process.pid;
  if (script.log) console.log(script.log);
  if (script.write) process.stdout.write(script.write);
  if (script.waitFor) await fetch(script.waitFor);
  await disturb(script);
  if (script.exitPosting)
    return { toJSON: () => queueMicrotask(() => process.exit(script.exitPosting)) ?? "posted" };
  if (script.throw)
    throw Object.assign(new Error(script.throw.message), { name: script.throw.name ?? "Error" });
  if (script.post) await postAnswer(context.awsRequestId, script.post);
  if (script.bytes) return "x".repeat(script.bytes);
  if (script.mark) {
    const file = join(tmpdir(), "mark");
    const seen = existsSync(file);
    writeFileSync(file, "");
    return { count, seen };
  }
  return "return" in script ? script.return : { count, event };
};

async function disturb(script) {
  if (script.signal) process.kill(process.pid, script.signal);
  if (script.sleep) await new Promise((resolve) => setTimeout(resolve, script.sleep));
  if (script.exit !== undefined) process.exit(script.exit);
  if (script.exitLater) setTimeout(() => process.exit(1), script.exitLater);
}

/** Answers in the runtime's place, and ends. */
async function postAnswer(requestId, body) {
  const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
  await fetch(`${api}/invocation/${requestId}/response`, { method: "POST", body });
  process.exit(0);
}
