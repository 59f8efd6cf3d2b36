import { Transform } from "node:stream";
import { formsOf } from "./secret-forms.ts";

const mark = Buffer.from("***");

/** A step of the tree of all forms. Most steps of a long key have one child: it is kept without a map. */
interface Node {
  byte: number;
  child: Node | undefined;
  others: Map<number, Node> | undefined;
  /** How long the secret is that ends here. */
  length: number;
}

const newNode = (): Node => ({ byte: -1, child: undefined, others: undefined, length: 0 });

const childOf = (node: Node, byte: number): Node | undefined => (node.byte === byte ? node.child : node.others?.get(byte));

function grow(node: Node, byte: number): Node {
  const child = newNode();
  if (node.child === undefined) [node.byte, node.child] = [byte, child];
  else (node.others ??= new Map()).set(byte, child);
  return child;
}

/** Replaces secrets in what is written to logs, in every form in which they are likely to appear. */
export class Redactor {
  readonly #root = newNode();

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** One more secret; streams that are open already know it from their next bytes on. */
  add(secret: string): void {
    for (const form of formsOf(secret)) this.#insert(form);
  }

  /** A whole text without its secrets. */
  text(text: string): string {
    const stream = this.stream();
    return Buffer.concat([stream.push(Buffer.from(text, "utf8")), stream.end()]).toString("utf8");
  }

  /** Redacts bytes as they come; only what may be the beginning of a secret waits for what follows. */
  stream(): RedactedStream {
    return new RedactedStream(this.#root);
  }

  /** The same as a Node stream. */
  transform(): Transform {
    const stream = this.stream();
    return new Transform({
      transform: (chunk, _encoding, done) => done(null, stream.push(Buffer.from(chunk))),
      flush: (done) => done(null, stream.end()),
    });
  }

  #insert(form: Buffer): void {
    let node = this.#root;
    for (const byte of form) node = childOf(node, byte) ?? grow(node, byte);
    node.length = form.length;
  }
}

/** One stream that is being redacted. */
export class RedactedStream {
  readonly #root: Node;
  #held: Buffer = Buffer.alloc(0);
  /** So many of the held bytes belong to a secret whose mark is written already. */
  #covered = 0;

  constructor(root: Node) {
    this.#root = root;
  }

  /** What can be said of the stream after these bytes. */
  push(chunk: Uint8Array): Buffer {
    return this.#take(Buffer.concat([this.#held, chunk]), false);
  }

  /** What was held back. */
  end(): Buffer {
    return this.#take(this.#held, true);
  }

  #take(bytes: Buffer, last: boolean): Buffer {
    const out: Uint8Array[] = [];
    let plain = this.#covered;
    let covered = this.#covered;
    let at = 0;
    for (; at < bytes.length; at++) {
      const { length, open } = this.#match(bytes, at);
      if (open && !last) break;
      if (length === 0 || at + length <= covered) continue;
      // Secrets that overlap get one mark: the end of the second one must not stay.
      if (at >= covered) out.push(bytes.subarray(plain, at), mark);
      plain = covered = at + length;
    }
    if (plain < at) out.push(bytes.subarray(plain, at));
    this.#held = Buffer.from(bytes.subarray(at));
    this.#covered = Math.max(0, covered - at);
    return Buffer.concat(out);
  }

  /** The longest secret that begins here, and whether more bytes could make a longer one. */
  #match(bytes: Buffer, from: number): { length: number; open: boolean } {
    let node: Node | undefined = this.#root;
    let length = 0;
    for (let at = from; at < bytes.length; at++) {
      node = childOf(node, bytes[at] ?? -2);
      if (node === undefined) return { length, open: false };
      if (node.length > 0) length = node.length;
    }
    return { length, open: node.child !== undefined };
  }
}
