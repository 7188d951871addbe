/** Writes milliseconds as a length of time: `0.8 ms`, `240 ms`, `3.1 s`. */
export function formatDuration(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "…";
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Writes a time of day with seconds. */
export function formatTime(time: number): string {
  return new Date(time).toLocaleTimeString([], { hour12: false });
}

/** Writes how far one time is from another: `1 min`, `2 h 5 min`, `12 s`. */
export function formatDistance(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Writes a size in bytes. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** Writes a number of things: `1 try`, `2 tries`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

/** Returns JSON with line breaks, and any other text as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
