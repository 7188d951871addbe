const tries = new Map();

/** Does what each key says: `busy-2` fails for a while twice, `gone` for ever. */
export const handler = async ({ invocationId, invocationSchemaVersion, tasks }) => {
  const [{ taskId, s3Key }] = tasks;
  const key = decodeURIComponent(s3Key);
  tries.set(key, (tries.get(key) ?? 0) + 1);
  if (key === "throws") throw new Error("no way");
  if (key === "text") return "a text";
  const answer = { invocationSchemaVersion, treatMissingKeysAs: "PermanentFailure", invocationId };
  if (key === "forgotten") return { ...answer, results: [] };
  return { ...answer, results: [{ taskId, ...resultOf(key) }] };
};

function resultOf(key) {
  const [, failures = 0] = /^busy-(\d+)$/.exec(key) ?? [];
  if (tries.get(key) <= failures)
    return { resultCode: "TemporaryFailure", resultString: `SlowDown ${tries.get(key)}` };
  if (key === "gone") return { resultCode: "PermanentFailure", resultString: "NoSuchKey: gone" };
  return { resultCode: "Succeeded", resultString: `done ${key}` };
}
