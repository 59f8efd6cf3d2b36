import { gzipSync } from "node:zlib";

/** An entry of an archive made for a test, with nothing checked: paths that lead out, devices, lies. */
export interface MadeEntry {
  readonly path: string;
  readonly content?: string | Buffer;
  /** "0" file, "1" hard link, "2" link, "3" device, "5" folder, "6" pipe. */
  readonly type?: string;
  readonly target?: string;
  readonly mode?: number;
}

/** A gzip tar archive of entries, as they are. */
export const madeArchive = (entries: readonly MadeEntry[]): Buffer => gzipSync(madeTar(entries));

/** The same without compression. */
export const madeTar = (entries: readonly MadeEntry[]): Buffer => Buffer.concat([...entries.flatMap(block), Buffer.alloc(1024)]);

function block({ path, content = "", type = "0", target = "", mode = 0o644 }: MadeEntry): Buffer[] {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write(`${mode.toString(8).padStart(7, "0")}\0`, 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write(type, 156);
  header.write(target, 157, 100);
  header.write("ustar\0" + "00", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}
