// A wide table scrolls on its own: give it the keyboard's focus while it does.
const mark = () => {
  for (const table of document.querySelectorAll(".sl-markdown-content table"))
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    else table.removeAttribute("tabindex");
};
addEventListener("load", mark);
addEventListener("resize", mark);
