/**
 * The form of the changelogs, which `changeset version` writes: each entry as its author wrote it. That packages of one
 * version depend on each other is not news.
 */
export default {
  getReleaseLine: async ({ summary }) =>
    `- ${summary.trim().replaceAll("\n", "\n  ").replaceAll(/^ +$/gm, "")}`,
  getDependencyReleaseLine: async () => "",
};
