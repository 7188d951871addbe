import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

/* The workflows of GitHub Actions, which nothing here can run. */

const root = join(import.meta.dirname, "../..");
const files = globSync(".github/workflows/*.yml", { cwd: root });

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
}

const read = (file: string) => readFileSync(join(root, file), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

test.each(files)("%s pins each action by the hash of a commit, and names its version", (file) => {
  const used = read(file).match(/uses: .*/g) ?? [];
  expect(used.length).toBeGreaterThan(0);
  for (const line of used) expect(line).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each(files)("%s grants no permission that a job does not ask for, and every job ends", (file) => {
  const { permissions, jobs } = parse(read(file)) as Workflow;
  expect([{}, { contents: "read" }]).toContainEqual(permissions);
  for (const [name, job] of Object.entries(jobs)) {
    expect([name, job["timeout-minutes"]]).toEqual([name, expect.any(Number)]);
    if (job.needs !== undefined) expect(Object.keys(jobs)).toContain(job.needs);
    for (const { uses, with: given } of job.steps)
      if (uses?.startsWith("actions/checkout@"))
        expect(given).toMatchObject({ "persist-credentials": false });
  }
});

test.each(files)("%s runs only scripts that package.json has", (file) => {
  const { jobs } = parse(read(file)) as Workflow;
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run));
  for (const [, name] of commands.join("\n").matchAll(/^npm (?:run )?([\w:]+)$/gm))
    expect(Object.keys(scripts)).toContain(name);
});

test("only the jobs that publish to npm and deploy the site can get a token of OpenID Connect", () => {
  const granted = files.flatMap((file) => {
    const { jobs } = parse(read(file)) as Workflow;
    const names = Object.keys(jobs).filter((name) => JSON.stringify(jobs[name]).includes("id-token"));
    return names.map((name) => `${file}: ${name}`);
  });
  expect(granted.sort()).toEqual([
    ".github/workflows/release.yml: publish",
    ".github/workflows/site.yml: deploy",
  ]);
});

test("the release workflow has no secret, and pnpm on PATH before each action of changesets", () => {
  const file = ".github/workflows/release.yml";
  expect(read(file)).not.toContain("secrets.");
  const { jobs } = parse(read(file)) as Workflow;
  for (const [name, { steps }] of Object.entries(jobs)) {
    const onPath = steps.findIndex(({ run }) => run === 'echo "$PWD/node_modules/.bin" >> "$GITHUB_PATH"');
    const installs = steps.findIndex(({ run }) => run?.endsWith("install --frozen-lockfile"));
    const changesets = steps.findIndex(({ uses }) => uses?.startsWith("changesets/action/"));
    expect([name, installs, onPath, changesets]).toEqual([name, installs, installs + 1, expect.any(Number)]);
    expect(changesets).toBeGreaterThan(onPath);
  }
});

test("each public package has a placeholder, and a command that lets npm trust the job that publishes", () => {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-placeholders-"));
  try {
    const script = join(root, "scripts/placeholders.mjs");
    const printed = execFileSync(process.execPath, [script, folder], { encoding: "utf8" });
    const { jobs } = parse(read(".github/workflows/release.yml")) as Workflow;
    const trust = `--repository faultwire/faultwire --file release.yml --environment ${jobs.publish?.environment}`;
    for (const path of globSync("packages/*/package.json", { cwd: root })) {
      const { name, repository, license } = JSON.parse(read(path));
      const directory = join(folder, path.replace(/^packages\/|\/package\.json$/g, ""));
      expect(JSON.parse(readFileSync(join(directory, "package.json"), "utf8"))).toMatchObject({
        name,
        version: "0.0.0",
        repository,
        license,
      });
      expect(printed).toContain(`\nnpm publish ${directory} --access public\n`);
      expect(printed).toContain(`\nnpm trust github ${name} ${trust} --allow-publish --yes\n`);
      expect(printed).toContain(`\nnpm access set mfa=publish ${name}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
