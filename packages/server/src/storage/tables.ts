import type { Created } from "../db/columns.ts";

export interface BlobRow {
  id: string;
  organizationId: string;
  size: number;
  createdAt: Created;
}

export interface BlobChunkRow {
  blobId: string;
  number: number;
  sealed: Buffer;
}

export interface StorageTables {
  blobs: BlobRow;
  blobChunks: BlobChunkRow;
}
