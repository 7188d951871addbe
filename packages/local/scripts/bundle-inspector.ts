/**
 * Makes the inspector's page, `assets/inspector.html`: one file with its script, its styles and the licence of Preact,
 * which needs nothing else.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const home = new URL("..", import.meta.url);
const source = new URL("inspector/", home);
const target = new URL("assets/", home);

const licence = await readFile(new URL("node_modules/preact/LICENSE", home), "utf8");
const [script, styles, page] = await Promise.all([
  bundle("main.tsx"),
  bundle("style.css"),
  readFile(new URL("page.html", source), "utf8"),
]);
const html = page
  .replace(/\n\s*/g, "\n")
  // Functions: the text may have marks that `replace` would read.
  .replace("<!doctype html>", () => `<!doctype html>\n<!-- With Preact:\n${licence.trim()}\n-->`)
  .replace("/* styles */", () => styles)
  .replace("/* script */", () => script.replaceAll("</script", "<\\/script"));
await mkdir(target, { recursive: true });
await writeFile(new URL("inspector.html", target), html);

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, source))],
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome125", "firefox128", "safari17.5"],
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfig: fileURLToPath(new URL("tsconfig.json", source)),
    write: false,
    logLevel: "warning",
  });
  return (outputFiles[0]?.text ?? "").trim();
}
