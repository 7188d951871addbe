import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StarlightTypeDocOptions } from "starlight-typedoc";
import { type Application, Converter, PageEvent, ReflectionKind } from "typedoc";
import { repository } from "./documents.ts";
import type { Group } from "./sidebar.ts";

/** An entry of a package that users import. */
interface Entry {
  /** The name as it is imported, such as `@faultwire/caller/lambda`. */
  readonly name: string;
  /** The absolute path of its source. */
  readonly source: string;
}

const TITLE = "API reference";
const PACKAGES = ["catalog", "handler", "caller", "local", "infra", "wire"];
/** Entries for the other packages: nothing promises that they stay as they are. */
const PLUMBING = ["@faultwire/catalog/internal", "@faultwire/catalog/receiving"];

/** Every public entry of the packages that are imported. */
const entries: readonly Entry[] = PACKAGES.flatMap(entriesOf).filter(({ name }) => !PLUMBING.includes(name));

function entriesOf(folder: string): Entry[] {
  const root = join(repository, "packages", folder);
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    name: string;
    exports: Record<string, string | { "@faultwire/source": string }>;
  };
  return Object.entries(manifest.exports).flatMap(([path, target]) =>
    typeof target === "string"
      ? []
      : [{ name: join(manifest.name, path), source: join(root, target["@faultwire/source"]) }],
  );
}

/** Options of the reference: one page for each entry, which is named as it is imported. */
export const typeDocOptions: StarlightTypeDocOptions = {
  entryPoints: entries.map(({ source }) => source),
  tsconfig: join(repository, "site/tsconfig.api.json"),
  output: "api",
  typeDoc: {
    plugin: [nameModules],
    name: TITLE,
    entryFileName: "index",
    outputFileStrategy: "modules",
    excludeExternals: true,
    // The types are checked where the packages are.
    skipErrorChecking: true,
    disableSources: true,
    sort: ["source-order"],
    groupOrder: ["Functions", "Variables", "Classes", "*"],
    useCodeBlocks: true,
    useHTMLAnchors: true,
    parametersFormat: "table",
    typeParametersFormat: "table",
    interfacePropertiesFormat: "table",
    classPropertiesFormat: "table",
    typeAliasPropertiesFormat: "table",
    typeDeclarationFormat: "table",
    validation: false,
  } as NonNullable<StarlightTypeDocOptions["typeDoc"]>,
};

/** The group of the reference in the sidebar. */
export const apiGroup: Group = {
  label: TITLE,
  collapsed: true,
  items: [
    { label: "Overview", slug: "api" },
    ...entries.map(({ name }) => ({
      label: name.replace("@faultwire/", ""),
      slug: `api/${name.replace("@", "")}`,
    })),
  ],
};

/** Names modules as they are imported; the titles of their pages differ from those of the packages. */
function nameModules(app: Application): void {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.kind !== ReflectionKind.Module) return;
    const file = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile().fileName;
    const entry = entries.find(({ source }) => source === file);
    if (entry) reflection.name = entry.name;
  });
  const afterStarlight = -1000;
  app.renderer.on(
    PageEvent.END,
    (page) => {
      if (page.contents) page.contents = page.contents.replace(/^title: "(@.*)"$/m, 'title: "API of $1"');
    },
    afterStarlight,
  );
}
