const late = async () => "late";

export const handler = async (event) => {
  return [event.name, await late()];
};

export const seen = async () => ({
  options: process.env.VSCODE_INSPECTOR_OPTIONS,
  nodeOptions: process.env.NODE_OPTIONS,
  isLoaded: globalThis.bootloaderIsLoaded,
  own: Object.keys(process.env).filter((name) => /^_FAULTWIRE_LOCAL_(?:DEBUG|LOADED)/.test(name)),
});
