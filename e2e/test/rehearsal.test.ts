import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publish } from "../rehearsal/publish.ts";
import { isLoopback, refuseOtherRegistries } from "../rehearsal/refuse-other-registries.ts";

/* `npm run release:dry` publishes for real. Here it is shown that it does so only to this machine. */

const folder = mkdtempSync(join(tmpdir(), "faultwire-refusal-"));
const requests: string[] = [];
const server = createServer(({ url = "" }, response) => {
  requests.push(url);
  response.writeHead(404).end("{}");
});
let loopback = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  loopback = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A repository of one package, with further files. */
function writeRepository(files: Readonly<Record<string, string>> = {}, manifest: object = {}): string {
  const copy = mkdtempSync(join(folder, "repository-"));
  const own = {
    "pnpm-workspace.yaml": "packages: [packages/*]\n",
    "package.json": '{ "private": true }',
    "packages/wire/package.json": JSON.stringify({ name: "@faultwire/wire", version: "0.0.0", ...manifest }),
  };
  for (const [name, text] of Object.entries({ ...own, ...files })) {
    mkdirSync(join(copy, name, ".."), { recursive: true });
    writeFileSync(join(copy, name), text);
  }
  return copy;
}

test.each([
  ["http://127.0.0.1:4873/", true],
  ["http://[::1]:4873/", true],
  ["http://localhost:4873", true],
  ["https://registry.example.com/", false],
  ["http://localhost.example.com/", false],
  ["http://127.0.0.1.example.com/", false],
  ["http://127.0.0.1@evil.example/", false],
  ["http://127.0.0.1:80@evil.example/", false],
  ["http://127.0.0.1\\@evil.example/", false],
  ["http://evil.example/http://127.0.0.1/", false],
  ["http://evil.example#http://127.0.0.1/", false],
  ["http://[::2]:4873/", false],
  ["http://10.0.0.1/", false],
  ["127.0.0.1:4873", false],
  ["undefined", false],
])("the registry %s is of this machine: %s", (url, isOfThisMachine) => {
  expect(isLoopback(url)).toBe(isOfThisMachine);
});

test("a rehearsal publishes nothing if pnpm reports another registry", async () => {
  const copy = writeRepository();
  await expect(publish(copy, "http://127.0.0.1@evil.example/")).rejects.toThrow(
    /^Nothing is published: .*pnpm config get registry, in \S+wire: "http:\/\/127.0.0.1@evil.example\/"/s,
  );
});

const other = "http://registry.example.com/";
test.each([
  ["a scope has another registry", { ".npmrc": `@faultwire:registry=${other}` }, {}],
  ["a package has another in its .npmrc", { "packages/wire/.npmrc": `registry=${other}` }, {}],
  [
    "the workspace has another registry for a scope",
    { "pnpm-workspace.yaml": `packages: [packages/*]\nregistries:\n  "@faultwire": ${other}\n` },
    {},
  ],
  ["publishConfig has another registry", {}, { publishConfig: { registry: other } }],
])("a rehearsal publishes nothing if %s", async (_, files, manifest) => {
  await expect(publish(writeRepository(files, manifest), loopback)).rejects.toThrow(
    /^Nothing is published: .*registry\.example\.com/s,
  );
  expect(requests).toEqual([]);
});

test("a registry on loopback is not refused", async () => {
  const copy = writeRepository({ ".npmrc": `registry=${loopback}\n` });
  await expect(refuseOtherRegistries(copy, process.env)).resolves.toBeUndefined();
});
