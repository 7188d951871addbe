import { randomUUID } from "node:crypto";
import type { Protocol } from "./protocol.ts";

/** An error of an AWS API, for any protocol. */
export interface AwsError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** An answer of an AWS API, as it is sent. */
export interface AwsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Writes an error as clients of a protocol read it. */
export function errorAnswer(protocol: Protocol, error: AwsError): AwsAnswer {
  const { code, status, message } = error;
  const requestId = randomUUID();
  const answer = (type: string, body: string | Buffer, headers: Record<string, string> = {}): AwsAnswer => ({
    status,
    headers: { "content-type": type, "x-amzn-requestid": requestId, ...headers },
    body,
  });
  const members = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  const side = status < 500 ? "Sender" : "Receiver";
  switch (protocol) {
    case "json-1.0":
    case "json-1.1":
      return answer(`application/x-amz-${protocol}`, JSON.stringify({ __type: code, message }));
    case "rest-json":
      return answer("application/json", JSON.stringify({ message }), { "x-amzn-errortype": code });
    case "cbor":
      return answer("application/cbor", encodeCbor({ __type: code, message }), {
        "smithy-protocol": "rpc-v2-cbor",
      });
    case "query":
    case "rest-xml":
      return answer(
        "text/xml",
        `<ErrorResponse><Error><Type>${side}</Type>${members}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    case "ec2":
      return answer(
        "text/xml",
        `<Response><Errors><Error>${members}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      );
    case "s3":
      return answer("application/xml", `<Error>${members}<RequestId>${requestId}</RequestId></Error>`);
  }
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "\r": "&#xD;",
};

/** Escapes a text for XML. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"\r]/g, (character) => XML_ENTITIES[character] ?? character);
}

/** Encodes a map of at most 23 texts. */
function encodeCbor(members: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(members);
  const MAP = 0xa0;
  return Buffer.concat([Buffer.from([MAP + entries.length]), ...entries.flat().map(encodeCborText)]);
}

function encodeCborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const TEXT_OF_32_BIT_LENGTH = 0x7a;
  const head = Buffer.alloc(5, TEXT_OF_32_BIT_LENGTH);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
