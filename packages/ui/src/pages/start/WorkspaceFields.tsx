import { Radio, Stack, TextInput } from "@mantine/core";

interface Props {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly autoApply: boolean;
  readonly onAutoApply: (autoApply: boolean) => void;
  readonly error: string | undefined;
}

/** What every new workspace is asked: its name, and whether a plan waits for somebody. */
export function WorkspaceFields({ name, onName, autoApply, onAutoApply, error }: Props) {
  return (
    <Stack gap="md" maw={640}>
      <TextInput label="Name of the workspace" description="Letters, digits, dashes and underscores." required maxLength={90} autoComplete="off" spellCheck={false} value={name} onChange={({ currentTarget: { value } }) => onName(value)} error={error} />
      <Radio.Group label="Apply method" value={autoApply ? "auto" : "manual"} onChange={(value) => onAutoApply(value === "auto")}>
        <Stack gap="xs" mt={6}>
          <Radio value="manual" label="Manual apply" description="A plan waits until somebody confirms it." />
          <Radio value="auto" label="Auto apply" description="A plan with changes is applied at once." />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}
