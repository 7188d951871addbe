// The runtime looks for .mjs, and Node.js runs TypeScript from there.
export { handler } from "./stream-handler.ts";
