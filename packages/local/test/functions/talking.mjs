/** Writes to its log in every way. */
export const handler = async () => {
  process.stdout.write("before\n");
  console.log("first line\nsecond line: ü 💥\n\nfourth line");
  process.stderr.write("between\n");
  console.error("at the end");
  process.stdout.write("after\n");
  return { descriptor: process.env._LAMBDA_TELEMETRY_LOG_FD ?? null };
};
