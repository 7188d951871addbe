import { parseJson } from "@faultwire/wire";
import { decodeBase64 } from "./base64.ts";
import type { Document } from "./document.ts";
import { httpCaptures } from "./http-captures.ts";
import { jsonDocuments, unfold } from "./json-documents.ts";
import { logRecords } from "./log-records.ts";
import { readPrintedError } from "./printed-error.ts";

/**
 * Finds the documents in a text: JSON, several JSON documents, HTTP responses as curl prints them, errors as programs
 * print them, base64 of any of these, and otherwise the records of a log.
 */
export function documentsIn(text: string, place = ""): readonly Document[] {
  const documents: Document[] = [];
  let input = text.replace(/^\ufeff/, "").trim();
  // A log, or more errors, may go on below.
  for (let read = readPrintedError(input); read; read = readPrintedError(input)) {
    documents.push({ value: read.value, place });
    input = read.rest.trim();
  }
  return [...documents, ...othersIn(input, place)];
}

function othersIn(input: string, place: string): readonly Document[] {
  if (input === "") return [];
  const json = parseJson(input);
  if (json !== undefined) return unfold({ value: json, place }, documentsIn);
  const inner = decodeBase64(input);
  if (inner !== undefined) return documentsIn(inner, place);
  return jsonDocuments(input, place, documentsIn) ?? httpCaptures(input, place) ?? logRecords(input, place);
}
