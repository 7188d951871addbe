/** The folder of the bundled runtime clients; this file lies one folder below it, in `src` and in `dist` alike. */
export const RUNTIME_FOLDER = new URL("../runtime/", import.meta.url);
