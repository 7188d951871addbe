import { readFileSync } from "node:fs";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import starlightTypeDoc from "starlight-typedoc";
import { BASE, ORIGIN, REPOSITORY } from "./address.ts";
import { apiGroup, typeDocOptions } from "./generate/api.ts";
import { llms } from "./generate/llms.ts";
import { runAtlas } from "./generate/run-atlas.ts";
import { readSidebar } from "./generate/sidebar.ts";
import { writePages } from "./generate/write-pages.ts";

const description =
  "Typed errors for AWS Lambda, end to end: throw one in a function, and catch the same class with its details where it is called.";
const sidebar = [...readSidebar(), apiGroup];

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
      description,
      logo: { src: "./src/assets/logo.svg" },
      social: [{ icon: "github", label: "GitHub", href: REPOSITORY }],
      head: [
        { tag: "script", content: readFileSync(new URL("src/scroll-tables.js", import.meta.url), "utf8") },
      ],
      customCss: ["./src/styles/theme.css"],
      expressiveCode: {
        styleOverrides: { borderRadius: "0.5rem" },
      },
      sidebar: [{ label: "All pages", slug: "docs" }, ...sidebar],
      plugins: [starlightTypeDoc(typeDocOptions)],
    }),
    llms(sidebar, description),
  ],
});
