import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { entityTooLarge, invalidParameter } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import type { Members } from "../members.ts";
import { type CodeDetails, zipDetails } from "./code-details.ts";
import { unzip } from "./unzip.ts";

/** Code that was uploaded: unpacked, or a folder that is run where it is. */
export interface UploadedCode {
  /** The task root. */
  readonly codeUri: string;
  /** Undefined for a folder: it is described as that of local's options is. */
  readonly details: CodeDetails | undefined;
}

/**
 * The bucket whose keys are folders of this machine. LocalStack has it by the same name, so that scripts work with both.
 *
 * @see https://docs.localstack.cloud/aws/tooling/lambda-tools/hot-reloading/
 */
const FOLDER_BUCKET = "hot-reload";
/** Recorded in LocalStack's test_oversized_zipped_create_lambda (2025-11). */
const ZIP_LIMIT_BYTES = 52_428_800;

/** Takes the code of CreateFunction and UpdateFunctionCode; `folder` is the one for unpacked code. */
export async function uploadCode(code: Members, folder: string): Promise<UploadedCode> {
  const zipFile = code.text("ZipFile");
  const bucket = code.text("S3Bucket");
  if (zipFile !== undefined) return uploadZip(Buffer.from(zipFile, "base64"), folder);
  if (bucket === FOLDER_BUCKET) return { codeUri: code.text("S3Key") ?? "", details: undefined };
  if (bucket !== undefined)
    return refuse(
      invalidParameter(
        `Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist. (@faultwire/local has no S3: give ZipFile, or the folder of the code as S3Key in the bucket "${FOLDER_BUCKET}")`,
      ),
    );
  if (code.has("ImageUri"))
    return refuse(invalidParameter("@faultwire/local runs no container images; give a zip file"));
  return refuse(invalidParameter("Please provide a source for function code."));
}

async function uploadZip(zip: Buffer, folder: string): Promise<UploadedCode> {
  if (zip.length >= ZIP_LIMIT_BYTES)
    refuse(entityTooLarge(`Zipped size must be smaller than ${ZIP_LIMIT_BYTES} bytes`));
  const codeUri = await mkdtemp(join(folder, "code-"));
  await unzip(zip, codeUri);
  return { codeUri, details: zipDetails(zip, codeUri) };
}
