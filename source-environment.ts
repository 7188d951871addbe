/**
 * The variables with which a test starts a program on the packages' sources. What Node.js has compiled of them is kept
 * from one process to the next where the test command names a folder for it.
 */
export const sourceEnvironment: Readonly<Record<string, string>> = {
  NODE_OPTIONS: "--conditions=@faultwire/source --no-warnings",
  ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
};
