/**
 * Writes a placeholder for each name on npm, and prints the commands that publish them and let npm trust the release
 * workflow: npm trusts a workflow only with a package that exists. Nothing is published here.
 *
 *     node scripts/placeholders.mjs FOLDER [PACKAGE...]
 *
 * With names of folders of `packages`, such as `wire`, only of those. CONTRIBUTING.md says when.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = join(import.meta.dirname, "..");
const [folder, ...chosen] = process.argv.slice(2);
if (folder === undefined) throw new TypeError("placeholders: name the folder to write them into");

const directories = readdirSync(join(root, "packages")).sort();
const unknown = chosen.find((name) => !directories.includes(name));
if (unknown !== undefined)
  throw new TypeError(`placeholders: ${unknown} is not one of ${directories.join(", ")}`);

const names = [];
const publish = [];
for (const directory of chosen.length > 0 ? chosen : directories) {
  const manifest = readFileSync(join(root, "packages", directory, "package.json"), "utf8");
  const { name, description, homepage, bugs, repository, license } = JSON.parse(manifest);
  const place = resolve(folder, directory);
  mkdirSync(place, { recursive: true });
  const placeholder = { name, version: "0.0.0", description, homepage, bugs, repository, license };
  writeFileSync(join(place, "package.json"), `${JSON.stringify(placeholder, undefined, 2)}\n`);
  writeFileSync(join(place, "README.md"), `# ${name}\n\nThe first release is on its way: ${homepage}\n`);
  names.push(name);
  publish.push(`npm publish ${place} --access public`);
}
const trusted = "--repository faultwire/faultwire --file release.yml --environment npm --allow-publish --yes";
print("Publish them", publish);
print(
  "Let npm trust the release workflow, and no token",
  names.flatMap((name) => [`npm trust github ${name} ${trusted}`, `npm access set mfa=publish ${name}`]),
);
print(
  "After the first release",
  names.map((name) => `npm deprecate ${name}@0.0.0 "A placeholder: install the newest version."`),
);

function print(title, commands) {
  console.log(`# ${title}\n${commands.join("\n")}\n`);
}
