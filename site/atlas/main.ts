import { writePage } from "../generate/write-page.ts";
import { writeAtlas } from "./pages.ts";

/* Writes the pages of the atlas into the site. It runs as a process of its own, with the condition @faultwire/source. */

for (const { slug, title, description, body } of writeAtlas())
  writePage(slug, { title, description, editUrl: false }, body);
