globalThis.bootloaderIsLoaded = true;
