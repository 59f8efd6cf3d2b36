/** Which pushes start a run: every one, those that touch folders, or those that match patterns. */
export type TriggerMode = "always" | "folders" | "patterns";

/** What of a workspace's settings says so. */
export interface Triggers {
  readonly fileTriggersEnabled: boolean;
  readonly triggerPrefixes: readonly string[];
  readonly triggerPatterns: readonly string[];
  readonly workingDirectory: string;
}

/** The way that a workspace's settings stand for. */
export function modeOf({ fileTriggersEnabled, triggerPatterns }: Triggers): TriggerMode {
  if (!fileTriggersEnabled) return "always";
  return triggerPatterns.length > 0 ? "patterns" : "folders";
}

/** What the settings mean, said as one says it. */
export function triggerWords(mode: TriggerMode, { triggerPrefixes, triggerPatterns, workingDirectory }: Triggers): string {
  if (mode === "always") return "Every push to the branch starts a run, whatever it touches.";
  if (mode === "patterns") return triggerPatterns.length === 0 ? "No pattern yet: add at least one, or every push starts a run." : `A push starts a run when it touches a file like ${listed(triggerPatterns)}.`;
  // The server's rule: a workspace at the root of its repository follows all of it.
  if (workingDirectory === "") return "The working directory is the root of the repository, so every push to the branch starts a run. Patterns can choose some files.";
  return `A push starts a run when it touches a file in ${listed([workingDirectory, ...triggerPrefixes])}.`;
}

const listed = (names: readonly string[]): string => {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}`;
};
