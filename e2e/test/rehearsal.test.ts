import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { OLDEST_NODE } from "../rehearsal/consumer.ts";
import { consumers } from "../rehearsal/consumers.ts";
import { publish } from "../rehearsal/publish.ts";
import { isLoopback, refuseOtherRegistries } from "../rehearsal/refuse-other-registries.ts";
import { run } from "../rehearsal/run.ts";

/* `npm run release:dry` publishes for real. Here it is shown that it does so only to this machine. */

const folder = mkdtempSync(join(tmpdir(), "faultwire-refusal-"));
const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  request.resume().once("end", () => response.writeHead(request.method === "PUT" ? 201 : 404).end("{}"));
});
let loopback = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  loopback = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => requests.splice(0));
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

const repository = join(import.meta.dirname, "../..");
const { jobs } = parse(readFileSync(join(repository, ".github/workflows/release.yml"), "utf8"));
const variables = jobs.publish.steps.at(-1).env;

test.each([
  ["on GitHub without the permission to sign", { GITHUB_ACTIONS: "true" }, /INCORRECT_PERMISSIONS/],
  ["on another machine", {}, /PROVENANCE_UNSUPPORTED_PROVIDER/],
])("with the variables of the release workflow, pnpm publishes nothing %s", async (_, more, code) => {
  const copy = writeRepository({ ".npmrc": `registry=${loopback}\n` });
  const options = { cwd: join(copy, "packages/wire"), env: { PATH: process.env.PATH, HOME: copy, ...more } };
  const command = ["pnpm", "publish", "--json", "--no-git-checks"];
  const env = { ...options.env, ...variables };
  for (const each of [env, options.env]) await refuseOtherRegistries(copy, each);
  await expect(run(command, { ...options, env })).rejects.toThrow(code);
  expect(requests).toEqual([]);
  // Without them it would have been published, without a statement.
  await run(command, options);
  expect(requests).toContain("PUT /@faultwire%2fwire");
});

const manifests = globSync("packages/*/package.json", { cwd: repository }).map((path) =>
  JSON.parse(readFileSync(join(repository, path), "utf8")),
);

test("the rehearsal runs the oldest Node.js and the oldest zod that the packages promise", () => {
  const [major, minor] = OLDEST_NODE.split(".");
  for (const { name, engines } of manifests)
    expect([name, engines]).toEqual([name, { node: `>=${major}.${minor}` }]);
  const onOldest = consumers.flatMap(({ checks }) => checks.filter(({ node }) => node === OLDEST_NODE));
  expect(onOldest.map(({ name }) => name)).toEqual(expect.arrayContaining(["ESM", "CommonJS"]));
  const [, zod] = /zod (\d+\.\d+) or newer/.exec(readFileSync(join(repository, "README.md"), "utf8")) ?? [];
  const ranges = consumers.map(({ manifest }) => manifest.dependencies.zod);
  expect(ranges).toContain(`~${zod}.0`);
  const versions = readFileSync(join(repository, "docs/typescript.md"), "utf8");
  expect(versions).toMatch(
    new RegExp(`^\\| Node\\.js .* ${major}\\.${minor} or newer .* ${OLDEST_NODE}, `, "m"),
  );
  expect(versions).toMatch(new RegExp(`^\\| schemas .* zod ${zod} or newer .* zod ${zod} and `, "m"));
});

test("a project of the rehearsal has all packages and their peers, and loads all that they export", () => {
  const { ours, manifest, checks, write } = consumers.find(({ name }) => name === "every export") ?? {};
  expect(ours?.toSorted()).toEqual(manifests.map(({ name }) => name).sort());
  const peers = manifests.flatMap(({ peerDependencies = {} }) => Object.keys(peerDependencies));
  expect(Object.keys(manifest?.dependencies ?? {})).toEqual(expect.arrayContaining(peers));
  expect(checks?.map(({ name }) => name)).toEqual(["import", "import", "require", "require"]);
  const project = mkdtempSync(join(folder, "exports-"));
  write?.(project);
  for (const file of ["import.mjs", "require.cjs"]) {
    const program = readFileSync(join(project, file), "utf8");
    for (const { name, exports } of manifests)
      for (const key of Object.keys(exports)) expect(program).toContain(`"${name}${key.slice(1)}"`);
  }
});
