import { gzipSync } from "node:zlib";

/** A gzip-compressed tar of these files. */
export function archiveOf(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => [headerOf(name, Buffer.byteLength(text)), padded(Buffer.from(text))]);
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);

/** A header of the ustar format (POSIX.1-1988). */
export function headerOf(name: string, size: number, { type = "0", link = "" }: { readonly type?: string; readonly link?: string } = {}): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write("0000644\0" + "0000000\0".repeat(2), 100);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write(`${"0".repeat(11)}\0`, 136);
  header.write("        ", 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}
