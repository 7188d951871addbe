/** The folder of the files that a build makes; this file lies one folder below it, in `src` and in `dist` alike. */
export const ASSETS_FOLDER = new URL("../assets/", import.meta.url);
