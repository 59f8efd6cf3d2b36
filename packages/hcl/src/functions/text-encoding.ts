// Texts in other encodings than UTF-8, by their IANA names.
import { codePages } from "./code-pages.ts";

/** An encoding under the name that Terraform calls it by. */
interface Encoding {
  readonly name: string;
  /** The name that the web knows it by. */
  readonly label: string;
}

const names: readonly (readonly [label: string, name: string, ...aliases: string[]])[] = [
  ["utf-8", "UTF-8", "csUTF8"],
  ["us-ascii", "US-ASCII", "iso-ir-6", "ANSI_X3.4-1968", "ANSI_X3.4-1986", "ISO_646.irv:1991", "ISO646-US", "us", "IBM367", "cp367", "csASCII"],
  ["utf-16", "UTF-16", "csUTF16"],
  ["utf-16le", "UTF-16LE", "csUTF16LE"],
  ["utf-16be", "UTF-16BE", "csUTF16BE"],
  ["latin1", "ISO_8859-1:1987", "iso-ir-100", "ISO_8859-1", "ISO-8859-1", "latin1", "l1", "IBM819", "CP819", "csISOLatin1"],
  ["iso-8859-2", "ISO_8859-2:1987", "iso-ir-101", "ISO_8859-2", "ISO-8859-2", "latin2", "l2", "csISOLatin2"],
  ["iso-8859-3", "ISO_8859-3:1988", "iso-ir-109", "ISO_8859-3", "ISO-8859-3", "latin3", "l3", "csISOLatin3"],
  ["iso-8859-4", "ISO_8859-4:1988", "iso-ir-110", "ISO_8859-4", "ISO-8859-4", "latin4", "l4", "csISOLatin4"],
  ["iso-8859-5", "ISO_8859-5:1988", "iso-ir-144", "ISO_8859-5", "ISO-8859-5", "cyrillic", "csISOLatinCyrillic"],
  ["iso-8859-6", "ISO_8859-6:1987", "iso-ir-127", "ISO_8859-6", "ISO-8859-6", "ECMA-114", "ASMO-708", "arabic", "csISOLatinArabic"],
  ["iso-8859-7", "ISO_8859-7:1987", "iso-ir-126", "ISO_8859-7", "ISO-8859-7", "ELOT_928", "ECMA-118", "greek", "greek8", "csISOLatinGreek"],
  ["iso-8859-8", "ISO_8859-8:1988", "iso-ir-138", "ISO_8859-8", "ISO-8859-8", "hebrew", "csISOLatinHebrew"],
  ["iso-8859-9", "ISO_8859-9:1989", "iso-ir-148", "ISO_8859-9", "ISO-8859-9", "latin5", "l5", "csISOLatin5"],
  ["iso-8859-10", "ISO-8859-10", "iso-ir-157", "l6", "ISO_8859-10:1992", "csISOLatin6", "latin6"],
  ["iso-8859-13", "ISO-8859-13", "csISO885913"],
  ["iso-8859-14", "ISO-8859-14", "iso-ir-199", "ISO_8859-14:1998", "ISO_8859-14", "latin8", "iso-celtic", "l8", "csISO885914"],
  ["iso-8859-15", "ISO-8859-15", "ISO_8859-15", "Latin-9", "csISO885915"],
  ["iso-8859-16", "ISO-8859-16", "iso-ir-226", "ISO_8859-16:2001", "ISO_8859-16", "latin10", "l10", "csISO885916"],
  ["ibm866", "IBM866", "cp866", "866", "csIBM866"],
  ["cp437", "IBM437", "cp437", "437", "csPC8CodePage437"],
  ["cp850", "IBM850", "cp850", "850", "csPC850Multilingual"],
  ["cp852", "IBM852", "cp852", "852", "csPCp852"],
  ["cp855", "IBM855", "cp855", "855", "csIBM855"],
  ["cp858", "IBM00858", "CCSID00858", "CP00858", "PC-Multilingual-850+euro", "csIBM00858"],
  ["cp860", "IBM860", "cp860", "860", "csIBM860"],
  ["cp862", "IBM862", "cp862", "862", "csPC862LatinHebrew"],
  ["cp863", "IBM863", "cp863", "863", "csIBM863"],
  ["cp865", "IBM865", "cp865", "865", "csIBM865"],
  ["koi8-r", "KOI8-R", "csKOI8R"],
  ["koi8-u", "KOI8-U", "csKOI8U"],
  ["macintosh", "macintosh", "mac", "csMacintosh"],
  ["windows-874", "windows-874", "cswindows874"],
  ...["1250", "1251", "1252", "1253", "1254", "1255", "1256", "1257", "1258"].map(
    (page) => [`windows-${page}`, `windows-${page}`, `cswindows${page}`] as const,
  ),
  ["gbk", "GBK", "CP936", "MS936", "windows-936", "csGBK"],
  ["gb18030", "GB18030", "csGB18030"],
  ["big5", "Big5", "csBig5"],
  ["euc-jp", "Extended_UNIX_Code_Packed_Format_for_Japanese", "csEUCPkdFmtJapanese", "EUC-JP"],
  ["iso-2022-jp", "ISO-2022-JP", "csISO2022JP"],
  ["shift_jis", "Shift_JIS", "MS_Kanji", "csShiftJIS"],
  ["euc-kr", "EUC-KR", "csEUCKR"],
];

const encodings: ReadonlyMap<string, Encoding> = new Map(
  names.flatMap(([label, name, ...aliases]) => [name, ...aliases].map((alias) => [alias.toLowerCase(), { label, name }] as const)),
);

/** The encoding of an IANA name or alias; undefined when there is none. */
export const findEncoding = (name: string): Encoding | undefined => encodings.get(name.toLowerCase());

/** The text in the encoding; undefined when it has characters that the encoding has not. */
export function encodeText(text: string, { label }: Encoding): Buffer | undefined {
  if (label === "utf-8") return Buffer.from(text);
  if (label === "utf-16le") return Buffer.from(text, "utf16le");
  if (label === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  if (label === "utf-16") return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  const table = bytesOf(label);
  const bytes: number[] = [];
  for (const character of text) {
    const found = table.get(character);
    if (!found) return undefined;
    bytes.push(...found);
  }
  return Buffer.from(bytes);
}

/** The text that the bytes stand for; undefined when they stand for none. */
export function decodeText(bytes: Buffer, { label }: Encoding): string | undefined {
  const page = codePages[label];
  if (page !== undefined) return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : page[byte - 0x80])).join("");
  if (label === "latin1") return bytes.toString("latin1");
  if (label === "us-ascii") return bytes.every((byte) => byte < 0x80) ? bytes.toString("latin1") : undefined;
  if (label === "iso-8859-9") return Array.from(bytes, (byte) => (byte < 0xa0 ? String.fromCharCode(byte) : turkish(byte))).join("");
  if (label !== "utf-16") return decodeKnown(bytes, label);
  if (bytes.length === 0) return "";
  const mark = bytes.subarray(0, 2).toString("hex");
  const rest = mark === "feff" || mark === "fffe" ? bytes.subarray(2) : bytes;
  return decodeKnown(rest, mark === "fffe" ? "utf-16le" : "utf-16be");
}

const turkish = (byte: number): string => decodeKnown(Buffer.from([byte]), "windows-1254") ?? "";

function decodeKnown(bytes: Buffer, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** What bytes each character has: found by decoding all bytes and pairs of bytes. */
function bytesOf(label: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(label);
  if (known) return known;
  const table = new Map<string, readonly number[]>();
  const learn = (bytes: readonly number[]): boolean => {
    const text = decodeText(Buffer.from(bytes), { label, name: "" });
    if (text === undefined || [...text].length !== 1) return false;
    if (!table.has(text)) table.set(text, bytes);
    return true;
  };
  for (let first = 0; first < 256; first++) {
    if (learn([first]) || first < 0x80) continue;
    for (let second = 0x30; second < 256; second++) learn([first, second]);
  }
  tables.set(label, table);
  return table;
}
