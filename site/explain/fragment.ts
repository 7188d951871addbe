/*
 * A payload in the fragment of an address: `#z=` and the payload, deflated and in base64url, or `#text=` and the payload in
 * percent-encoding. Browsers do not send a fragment to the server.
 */

/** Bytes of a payload that are read from a fragment, so that a small link cannot fill the memory. */
const PAYLOAD_LIMIT = 8_000_000;
/** Longer links are cut by browsers, chats and trackers. */
const LINK_LIMIT = 30_000;

/** Writes the fragment of a payload; undefined if it is too long for a link. */
export async function writeFragment(payload: string): Promise<string | undefined> {
  const deflated = new Blob([payload]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  if (bytes.length > LINK_LIMIT) return undefined;
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `#z=${base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** Reads the payload of a fragment; undefined if it has none, or one that cannot be read. */
export async function readFragment(fragment: string): Promise<string | undefined> {
  try {
    if (fragment.startsWith("#text=")) return decodeURIComponent(fragment.slice("#text=".length));
    if (!fragment.startsWith("#z=")) return undefined;
    const base64 = fragment.slice("#z=".length).replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return await inflate(bytes);
  } catch {
    // The fragment was cut, or is of something else.
    return undefined;
  }
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const decoder = new TextDecoder();
  let text = "";
  for (const reader = inflated.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > PAYLOAD_LIMIT) throw new RangeError("the payload of the link is too large");
  }
}
