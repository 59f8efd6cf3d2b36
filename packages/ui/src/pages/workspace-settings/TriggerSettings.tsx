import { Radio, Stack, TagsInput, Text } from "@mantine/core";
import { useState } from "react";
import { SettingsCard } from "./SettingsCard.tsx";
import { modeOf, triggerWords, type TriggerMode } from "./trigger-words.ts";
import { useSettings, type Settings } from "./use-settings.ts";

/** Which pushes start a run. */
export function TriggerSettings() {
  const form = useSettings(["fileTriggersEnabled", "triggerPrefixes", "triggerPatterns", "workingDirectory"]);
  const { values, set, readOnly } = form;
  // Patterns that are not there yet are a way, too.
  const [chosen, setChosen] = useState<TriggerMode>();
  const mode = chosen ?? modeOf(values);
  const choose = (next: TriggerMode): void => (setChosen(next), set(cleared[next]));
  const reset = (): void => (setChosen(undefined), form.reset());
  const { triggerPrefixes, triggerPatterns } = values;
  return (
    <SettingsCard title="Pushes" description="Which pushes to the followed branch start a run. Pull requests follow the same rule." form={{ ...form, reset }}>
      <Radio.Group label="Start a run" value={mode} onChange={(value) => choose(value === "patterns" || value === "folders" ? value : "always")}>
        <Stack gap="xs" mt={6}>
          <Radio value="always" disabled={readOnly} label="For every push" />
          <Radio value="folders" disabled={readOnly} label="Only when files in these folders change" description="The working directory, and others that it uses, such as shared modules." />
          <Radio value="patterns" disabled={readOnly} label="Only when files match these patterns" description="As in .gitignore: * stays within a folder, ** crosses folders." />
        </Stack>
      </Radio.Group>
      {mode === "folders" && <TagsInput label="Other folders" description="Beside the working directory. Press Enter after each." placeholder={triggerPrefixes.length === 0 ? "modules" : ""} readOnly={readOnly} value={[...triggerPrefixes]} onChange={(folders) => set({ triggerPrefixes: folders })} {...clearable} />}
      {mode === "patterns" && <TagsInput label="Patterns" description="Press Enter after each." placeholder={triggerPatterns.length === 0 ? "environments/preview/**/*.tf" : ""} readOnly={readOnly} value={[...triggerPatterns]} onChange={(patterns) => set({ triggerPatterns: patterns })} {...clearable} />}
      <Text role="status" fz="sm" fw={600}>{triggerWords(mode, values)}</Text>
    </SettingsCard>
  );
}

const clearable = { splitChars: [], acceptValueOnBlur: true };

/** What a way leaves of the others: they are not mixed. */
const cleared: Readonly<Record<TriggerMode, Partial<Settings>>> = {
  always: { fileTriggersEnabled: false },
  folders: { fileTriggersEnabled: true, triggerPatterns: [] },
  patterns: { fileTriggersEnabled: true, triggerPrefixes: [] },
};
