/** Writes as many megabytes as the event says. */
export const handler = async ({ megabytes }) => {
  process.stdout.write("first line\n");
  const line = Buffer.from(`${"x".repeat(1024 * 1024 - 1)}\n`);
  for (let written = 0; written < megabytes; written += 1) process.stdout.write(line);
  process.stdout.write("last line\n");
  return "written";
};
