import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { generate } from "../generate/generate.ts";
import { isGenerated, isSame } from "../generate/generated-file.ts";
import { readGenerateParameters } from "../generate/read-generate-parameters.ts";
import { UsageError } from "../usage-error.ts";

/** Runs `faultwire generate` and returns its exit code. */
export async function runGenerate(parameters: readonly string[]): Promise<number> {
  const { request, isCheck } = readGenerateParameters(parameters);
  const { out } = request;
  const text = await generate(request);
  if (out === undefined) {
    process.stdout.write(text);
    return 0;
  }
  return isCheck ? await check(out, text) : await write(out, text);
}

async function check(out: string, text: string): Promise<number> {
  if (!existsSync(out)) {
    console.error(`faultwire generate: ${out} does not exist; run the same command without --check`);
    return 1;
  }
  if (isSame(await read(out), text)) return 0;
  console.error(`faultwire generate: ${out} is out of date; run the same command without --check`);
  return 1;
}

async function write(out: string, text: string): Promise<number> {
  if (existsSync(out) && !isGenerated(await read(out))) {
    throw new UsageError(
      `generate: ${out} was not made by this command and would be lost; name another file, or delete it first`,
    );
  }
  try {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, text);
  } catch (failure) {
    throw cannot(out, "written", failure);
  }
  console.error(`faultwire generate: ${out} is written`);
  return 0;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (failure) {
    throw cannot(file, "read", failure);
  }
}

function cannot(file: string, done: string, failure: unknown): UsageError {
  const reason = failure instanceof Error ? failure.message : String(failure);
  return new UsageError(`generate: ${file} cannot be ${done}: ${reason}`);
}
