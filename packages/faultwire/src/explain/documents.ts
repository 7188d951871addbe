import { parseJson } from "@faultwire/wire";
import { decodeBase64 } from "./base64.ts";
import type { Document } from "./document.ts";
import { httpCaptures } from "./http-captures.ts";
import { jsonDocuments, unfold } from "./json-documents.ts";
import { logRecords } from "./log-records.ts";
import { readPrintedError } from "./printed-error.ts";

/**
 * Finds the documents in a text: JSON, several JSON documents, HTTP responses as curl prints them, an error as Node.js
 * prints it, base64 of any of these, and otherwise the records of a log.
 */
export function documentsIn(text: string, place = ""): readonly Document[] {
  const input = text.replace(/^\ufeff/, "").trim();
  if (input === "") return [];
  const json = parseJson(input);
  if (json !== undefined) return unfold({ value: json, place }, documentsIn);
  const printed = readPrintedError(input);
  if (printed) return [{ value: printed, place }];
  const inner = decodeBase64(input);
  if (inner !== undefined) return documentsIn(inner, place);
  return jsonDocuments(input, place, documentsIn) ?? httpCaptures(input, place) ?? logRecords(input, place);
}
