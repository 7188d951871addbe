import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, vi } from "vitest";

/** The temporary folder of a test file's services, which can be taken away: then no environment can be made. */
export function temporaryRoom(): { takeAway(): void; giveBack(): void } {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
  const aside = `${folder}-aside`;
  vi.stubEnv("TMPDIR", folder);
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    takeAway: () => renameSync(folder, aside),
    giveBack: () => renameSync(aside, folder),
  };
}
