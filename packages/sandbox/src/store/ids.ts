const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Makes everything random an org hands out: ids, secrets, keys. The same seed makes the same ones. */
export class Ids {
  #state: number;
  #count: number;
  readonly suffix: string;

  constructor(seed: number, count = 0) {
    this.#state = seed >>> 0;
    this.#count = count;
    this.suffix = `${seed % 10}d7`;
  }

  /** How many ids were made; what a saved org needs to go on. */
  get made(): number {
    return this.#count;
  }

  /** Goes on where a saved org had stopped. */
  continueFrom(made: number): void {
    this.#count = Math.max(this.#count, made);
    this.#state = (this.#state ^ Math.imul(made + 1, 0x9e3779b1)) >>> 0;
  }

  /** Prefix and 17 characters. Later ids sort after earlier ones, as Okta's lists do. */
  id(prefix: string): string {
    const order = (++this.#count).toString(36).padStart(5, "0");
    return `${prefix}k${order}${this.text(20 - prefix.length - 6 - this.suffix.length)}${this.suffix}`;
  }

  /** Random letters and digits. */
  text(length: number, alphabet: string = letters): string {
    let text = "";
    for (let i = 0; i < length; i++) text += alphabet[this.#below(alphabet.length)] ?? "0";
    return text;
  }

  /** A random UUID. */
  uuid(): string {
    const hex = this.text(32, "0123456789abcdef");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  // mulberry32: small, fast and good enough for names nobody guesses on purpose.
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) % limit) >>> 0;
  }
}
