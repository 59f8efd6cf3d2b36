/** The files that a configuration may read, given to the engine by its caller. Paths are slash-separated, as the caller has them (absolute or relative to its working directory). */
export interface Files {
  /** undefined when there is no such file. Throws a FileProblem for anything else (a folder, no permission). */
  read(path: string): Uint8Array | undefined;
  /** Names in a folder, in no order; undefined when there is no such folder. */
  list(path: string): readonly FileEntry[] | undefined;
}

export interface FileEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
}

/** A file that is there and cannot be read: the message says why ("permission denied", "is a directory"). */
export class FileProblem extends Error {}
