import { crc32 } from "node:zlib";

/** A file of a zip. */
export interface ZipFile {
  readonly content: string;
  /** Type and permissions, as on Unix. */
  readonly mode?: number;
}

/** Makes a zip file of files by name, without compression. */
export function zip(files: Readonly<Record<string, string | ZipFile>>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, given] of Object.entries(files)) {
    const { content, mode = 0o100644 } = typeof given === "string" ? { content: given } : given;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(Buffer.byteLength(content), 14);
    common.writeUInt32LE(Buffer.byteLength(content), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name + content)]);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE(mode * 2 ** 16, 6);
    attributes.writeUInt32LE(offset, 10);
    // Made on Unix.
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03"), common, attributes, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}
