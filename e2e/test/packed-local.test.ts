import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/* The tarball of local as a project installs it: nothing of the repository is beside it. */

const project = mkdtempSync(join(tmpdir(), "faultwire-packed-"));
const installed = join(project, "node_modules/@faultwire/local");

beforeAll(() => {
  const source = join(import.meta.dirname, "../../packages/local");
  execFileSync("npm", ["pack", "--pack-destination", project], { cwd: source, stdio: "ignore" });
  const [tarball = ""] = readdirSync(project).filter((file) => file.endsWith(".tgz"));
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["xzf", join(project, tarball), "-C", installed, "--strip-components=1"]);
  writeFileSync(
    join(project, "app.mjs"),
    'export const handler = async () => ({ statusCode: 200, headers: { "content-type": "text/plain" }, body: "hello" });\n',
  );
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const main = `
async function main(local) {
  const lambda = await local({
    root: ${JSON.stringify(project)},
    functions: { f: "app.handler", older: { handler: "app.handler", runtime: "nodejs22.x" } },
    apis: {
      rest: { type: "rest", routes: { "GET /": "f" } },
      http: { type: "http", routes: { "GET /": "older" } },
      url: { type: "function-url", function: "f" },
      alb: { type: "alb", function: "f" },
    },
  });
  const answers = {};
  for (const api of Object.keys(lambda.apis)) {
    const response = await fetch(lambda.url(api, "/"));
    answers[api] = [response.status, await response.text()];
  }
  await lambda.close();
  console.log(JSON.stringify(answers));
}`;

test.each([
  ["required", "main.cjs", `${main}\nmain(require("@faultwire/local").local);\n`],
  ["imported", "main.mjs", `import { local } from "@faultwire/local";\n${main}\nmain(local);\n`],
])("the packed local, %s, answers behind every front", (_, file, script) => {
  writeFileSync(join(project, file), script);
  const output = execFileSync(process.execPath, [join(project, file)], { encoding: "utf8" });
  const hello = [200, "hello"];
  expect(JSON.parse(output)).toEqual({ rest: hello, http: hello, url: hello, alb: hello });
});
