import { hkdfSync, randomBytes } from "node:crypto";
import { SecretError } from "./failure.ts";
import type { KeyRing } from "./master-key.ts";
import type { DataKey } from "./sealed.ts";

/** A data key as it is stored: wrapped by a master key. */
export interface DataKeyRow {
  readonly id: string;
  readonly organization: string;
  readonly masterKey: string;
  readonly wrapped: Uint8Array;
}

/** Where data keys are stored. */
export interface DataKeyStore {
  /** An organization's data keys, the newest first. */
  list(organization: string): Promise<readonly DataKeyRow[]>;
  /** Two who insert the first key at once may both do so: the newest seals, each opens what it has sealed. */
  insert(row: DataKeyRow): Promise<void>;
}

interface Held {
  readonly keys: readonly [DataKey, ...DataKey[]];
  readonly until: number;
}

const heldFor = 60_000;

/** The data keys of all organizations, kept unwrapped in memory for a minute, so that a new key is soon used everywhere. */
export class DataKeys {
  readonly #ring: KeyRing;
  readonly #store: DataKeyStore;
  readonly #now: () => number;
  readonly #held = new Map<string, Promise<Held>>();
  readonly #refreshing = new Set<string>();

  constructor(ring: KeyRing, store: DataKeyStore, now: () => number = Date.now) {
    this.#ring = ring;
    this.#store = store;
    this.#now = now;
  }

  /** The master keys that wrap these. */
  get ring(): KeyRing {
    return this.#ring;
  }

  /** The key that seals what is new; made when the organization has none. */
  async current(organization: string): Promise<DataKey> {
    return (await this.#keys(organization)).keys[0];
  }

  /** The key with an id, among this organization's only. */
  async find(organization: string, id: string): Promise<DataKey> {
    const held = (await this.#keys(organization)).keys.find((key) => key.id === id);
    if (held !== undefined) return held;
    this.forget(organization);
    const read = (await this.#keys(organization)).keys.find((key) => key.id === id);
    if (read === undefined) throw new SecretError("data-key-missing", id);
    return read;
  }

  /** Makes a new data key, which seals from now on. */
  async renew(organization: string): Promise<void> {
    await this.#store.insert(await this.#make(organization));
    this.forget(organization);
  }

  /** Keys for one purpose (signing links), derived from the data keys: the first for new ones, the others still verify. */
  async derived(organization: string, purpose: string): Promise<readonly [Uint8Array, ...Uint8Array[]]> {
    const [first, ...others] = (await this.#keys(organization)).keys;
    const derive = ({ key }: DataKey): Uint8Array => new Uint8Array(hkdfSync("sha256", key, "lockstep derived key", purpose, 32));
    return [derive(first), ...others.map(derive)];
  }

  /** Drops what is in memory: of one organization, or of all. */
  forget(organization?: string): void {
    if (organization === undefined) this.#held.clear();
    else this.#held.delete(organization);
  }

  async #keys(organization: string): Promise<Held> {
    const held = this.#held.get(organization);
    if (held === undefined) return this.#refresh(organization);
    // Who seals within a transaction must not wait for another session: keys of a minute ago serve while the new ones are read.
    if ((await held).until <= this.#now() && !this.#refreshing.has(organization)) {
      this.#refreshing.add(organization);
      void this.#refresh(organization, await held).catch(() => {}).finally(() => this.#refreshing.delete(organization));
    }
    return held;
  }

  /** Reads the keys anew. A failure is not kept: what was held goes on, or the next one who asks tries again. */
  #refresh(organization: string, before?: Held): Promise<Held> {
    const read = this.#read(organization);
    if (before === undefined) this.#held.set(organization, read);
    read.then(
      (held) => this.#held.set(organization, Promise.resolve(held)),
      () => before === undefined && this.#held.delete(organization),
    );
    return read;
  }

  async #read(organization: string): Promise<Held> {
    let rows = await this.#store.list(organization);
    if (rows.length === 0) {
      await this.#store.insert(await this.#make(organization));
      rows = await this.#store.list(organization);
    }
    const [first, ...others] = await Promise.all(rows.map((row) => this.#unwrap(row)));
    if (first === undefined) throw new SecretError("data-key-missing", organization);
    return { keys: [first, ...others], until: this.#now() + heldFor };
  }

  async #make(organization: string): Promise<DataKeyRow> {
    const wrapped = await this.#ring.current.wrap(randomBytes(32), organization);
    return { id: `dk-${randomBytes(8).toString("hex")}`, organization, masterKey: this.#ring.current.id, wrapped };
  }

  async #unwrap({ id, organization, masterKey, wrapped }: DataKeyRow): Promise<DataKey> {
    return { id, key: await this.#ring.find(masterKey).unwrap(wrapped, organization) };
  }
}
