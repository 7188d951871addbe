import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { MessageReader } from "../../runtime/message-reader.ts";
import { readRequestHead } from "../../runtime/request-head.ts";
import { type Acknowledgement, eventHeaders, type RuntimeOperations } from "./runtime-operations.ts";

/**
 * Answers what the stand-in for AWS's addon asks, without `node:http`, which would take more of a warm invocation than
 * all else that this process does. The first request that is written in any other way, and what follows it on its
 * connection, is left to `serve`.
 */
export function readShortcuts(socket: Socket, api: RuntimeOperations, serve: () => void): void {
  const reader = new MessageReader(readRequestHead);
  /** Answers that wait to be sent, one character for each byte: the first asked for goes first. */
  let owed = "";
  let isNextAsked = false;
  /** Withdraws the last question for an event. */
  let withdraw: () => void = () => undefined;

  function read(chunk: Buffer): void {
    reader.push(chunk);
    for (let message = reader.take(); message; message = reader.take()) {
      const { head, body } = message;
      if (head.type === "next") next();
      else acknowledge(api.answer({ type: head.type, requestId: head.requestId, body, streamed: false }));
    }
    if (reader.unreadable) leave(reader.unreadable);
  }

  function next(): void {
    isNextAsked = true;
    withdraw = api.next((event) => {
      isNextAsked = false;
      owed += writeHead(200, eventHeaders(event)) + event.payload.toString("latin1");
      sendOwed();
    });
  }

  function acknowledge({ status, body }: Acknowledgement): void {
    owed += writeHead(status, { "content-type": "application/json", "content-length": body.length }) + body;
    // The caller who waits for the result comes first; the stand-in does not wait for this answer. If it has asked
    // for the next event by now, it gets both at once and is woken once. A refusal is sent at once: the stand-in
    // prints it to the current log.
    setImmediate(() => {
      if (!isNextAsked || status !== 202) sendOwed();
    });
  }

  function sendOwed(): void {
    if (owed !== "") socket.write(owed, "latin1");
    owed = "";
  }

  function leave(unread: Buffer): void {
    sendOwed();
    socket.off("data", read).off("end", end).pause();
    socket.unshift(unread);
    serve();
    socket.resume();
  }

  function end(): void {
    socket.end();
  }

  socket.on("data", read).on("end", end);
  socket.once("close", () => withdraw());
  // A connection that breaks off closes, which is all there is to know.
  socket.on("error", () => undefined);
}

function writeHead(status: number, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n`;
}
