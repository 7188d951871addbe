/** The origin that serves the site. The one place that names it. */
export const ORIGIN = "https://faultwire.github.io";

/** The path that the site is served under. */
export const BASE = "/faultwire";

/** The repository that the pages come from. */
export const REPOSITORY = "https://github.com/faultwire/faultwire";
