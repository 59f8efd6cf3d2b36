import type { DataKeys } from "./data-keys.ts";
import { open, openStream, seal, sealedKeyId, sealStream, type SealContext } from "./sealed.ts";

/** Seals values at rest and opens them again, each organization's with its own keys. */
export interface Vault {
  seal(plain: Uint8Array | string, context: SealContext): Promise<Buffer>;
  open(sealed: Uint8Array, context: SealContext): Promise<Buffer>;
  openText(sealed: Uint8Array, context: SealContext): Promise<string>;
  sealStream(plain: AsyncIterable<Uint8Array>, context: SealContext): AsyncGenerator<Buffer>;
  openStream(sealed: AsyncIterable<Uint8Array>, context: SealContext): AsyncGenerator<Buffer>;
  /** The value sealed with the current key, or undefined when it is so already. */
  reseal(sealed: Uint8Array, context: SealContext): Promise<Buffer | undefined>;
}

/** A vault over data keys. */
export function createVault(keys: DataKeys): Vault {
  const opened = async (sealed: Uint8Array, context: SealContext): Promise<Buffer> =>
    open(await keys.find(context.organization, sealedKeyId(sealed)), sealed, context);
  return {
    seal: async (plain, context) => seal(await keys.current(context.organization), typeof plain === "string" ? Buffer.from(plain, "utf8") : plain, context),
    open: opened,
    openText: async (sealed, context) => (await opened(sealed, context)).toString("utf8"),
    sealStream: async function* (plain, context) {
      yield* sealStream(await keys.current(context.organization), plain, context);
    },
    openStream: (sealed, context) => openStream((id) => keys.find(context.organization, id), sealed, context),
    reseal: async (sealed, context) => {
      const current = await keys.current(context.organization);
      return sealedKeyId(sealed) === current.id ? undefined : seal(current, await opened(sealed, context), context);
    },
  };
}
