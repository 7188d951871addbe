import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import starlightTypeDoc, { typeDocSidebarGroup } from "starlight-typedoc";
import { BASE, ORIGIN, REPOSITORY } from "./address.ts";
import { typeDocOptions } from "./generate/api.ts";
import { runAtlas } from "./generate/run-atlas.ts";
import { readSidebar } from "./generate/sidebar.ts";
import { writePages } from "./generate/write-pages.ts";

writePages();
runAtlas();

export default defineConfig({
  site: ORIGIN,
  base: BASE,
  trailingSlash: "always",
  // The page that explains a payload is bundled of the packages' sources.
  vite: { resolve: { conditions: ["@faultwire/source", "module", "browser", "import", "default"] } },
  integrations: [
    starlight({
      title: "Faultwire",
      description:
        "Throw a typed error in a Lambda function. Catch the same typed error, details and all, wherever it surfaces.",
      logo: { src: "./src/assets/logo.svg" },
      social: [{ icon: "github", label: "GitHub", href: REPOSITORY }],
      customCss: ["./src/styles/theme.css"],
      sidebar: [...readSidebar(), typeDocSidebarGroup],
      plugins: [starlightTypeDoc(typeDocOptions)],
    }),
  ],
});
