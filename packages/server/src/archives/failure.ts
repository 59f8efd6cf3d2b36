/** Why an archive was refused. */
export type ArchiveFailure = "not-an-archive" | "damaged" | "too-large" | "too-many-files" | "path-too-long" | "path-leads-out" | "link-leads-out" | "special-file" | "conflicting-entries";

const sentences: Readonly<Record<ArchiveFailure, (what: string) => string>> = {
  "not-an-archive": () => "It is not a gzip-compressed tar archive. Make one with: tar -czf configuration.tar.gz -C FOLDER .",
  damaged: (what) => `The archive is damaged or was cut short (${what}). Upload it again.`,
  "too-large": (what) => `The archive holds more than ${what}. Leave out what the configuration does not need, by a .terraformignore file.`,
  "too-many-files": (what) => `The archive holds more than ${what} files. Leave out what the configuration does not need, by a .terraformignore file.`,
  "path-too-long": (what) => `The path "${what}" is too long. Shorten it, or leave it out by a .terraformignore file.`,
  "path-leads-out": (what) => `The path "${what}" leads out of the archive. Make the archive within the folder, with relative paths.`,
  "link-leads-out": (what) => `The link "${what}" leads out of the folder. Replace it by what it points to, or leave it out by a .terraformignore file.`,
  "special-file": (what) => `"${what}" is neither a file nor a folder nor a link. Leave it out by a .terraformignore file.`,
  "conflicting-entries": (what) => `The path "${what}" stands in the archive as two things. Make the archive anew from a folder.`,
};

/** An archive that is not unpacked, in whole or in part; the message says what to do. */
export class ArchiveError extends Error {
  readonly failure: ArchiveFailure;

  constructor(failure: ArchiveFailure, what = "", options?: ErrorOptions) {
    super(sentences[failure](what.length > 200 ? `${what.slice(0, 200)}…` : what), options);
    this.name = "ArchiveError";
    this.failure = failure;
  }
}
