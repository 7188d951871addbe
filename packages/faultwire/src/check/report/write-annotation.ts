import type { Finding } from "../finding.ts";

/**
 * Writes a finding as a workflow command of GitHub Actions, which shows it at its line.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function writeAnnotation({ rule, severity, message, notes = [], place, path }: Finding): string {
  const properties = { file: place.file, line: place.line, col: place.column, title: `faultwire ${rule}` };
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  const steps = path.map(({ place: at, code }) => `${at.file}:${at.line}:${at.column} ${code}`);
  return `::${severity} ${written.join(",")}::${escapeData([message, ...notes, ...steps].join("\n"))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
