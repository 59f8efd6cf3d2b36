import { Button, Group, Modal, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api } from "../../api/client.ts";
import { useChange, type AnswerOf } from "../../api/queries.ts";
import { ChangeProblem, fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { ProjectSelect } from "../../components/forms/ProjectSelect.tsx";
import { DescribedSwitch } from "../../components/forms/DescribedSwitch.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";

export type VariableSet = AnswerOf<"variables", "createVariableSet">;

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** None: a new one is made. */
  readonly set?: VariableSet;
  readonly onSaved?: (set: VariableSet) => void;
}

/** Makes a variable set, or changes what it is. */
export function VariableSetForm({ opened, onClose, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={rest.set ? `Edit ${rest.set.name}` : "New variable set"} size="lg" centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650, overflowWrap: "anywhere" } }}>
      <Fields onClose={onClose} {...rest} />
    </Modal>
  );
}

function Fields({ onClose, set: before, onSaved }: Omit<Props, "opened">) {
  const organization = useOrganization();
  const [{ name, description, global, priority, projectId }, setValues] = useState({ name: "", description: "", global: false, priority: false, ...before, projectId: before?.project?.id ?? null });
  const set = (changes: Partial<{ name: string; description: string; global: boolean; priority: boolean; projectId: string | null }>): void => setValues((was) => ({ ...was, ...changes }));
  const change = useChange(
    async () => {
      const body = { name, description, global, priority };
      return before ? api.variables.updateVariableSet({ params: { set: before.id }, body }) : api.variables.createVariableSet({ params: { organization }, body: { ...body, ...(projectId !== null && { projectId }) } });
    },
    ["variables"],
    (saved) => (onClose(), onSaved?.(saved)),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label="Name" required maxLength={90} data-autofocus value={name} error={fieldProblem(change.error, "name")} onChange={({ currentTarget }) => set({ name: currentTarget.value })} />
        <Textarea label="Description" autosize minRows={1} maxRows={5} maxLength={1024} value={description} onChange={({ currentTarget }) => set({ description: currentTarget.value })} />
        {!before && <ProjectSelect label="Belongs to" none="The organization" description="A set of a project is for that project's workspaces, and wins over sets of the organization." value={projectId} onChange={(chosen) => set({ projectId: chosen, ...(chosen !== null && { global: false }) })} />}
        <Radio.Group label="Used by" value={global ? "all" : "some"} error={fieldProblem(change.error, "global")} onChange={(value) => set({ global: value === "all" })}>
          <Stack gap="xs" mt={6}>
            <Radio value="some" label="The workspaces and projects that are chosen" description={before ? undefined : "They are chosen when the set is made."} />
            <Radio value="all" label="All workspaces of the organization" disabled={projectId !== null} description={projectId === null ? "Also those that are made later." : "Not for a set that belongs to a project."} />
          </Stack>
        </Radio.Group>
        <DescribedSwitch label="Priority" description="Its values win over those of workspaces and of runs, which otherwise win over every set." checked={priority} onChange={({ currentTarget }) => set({ priority: currentTarget.checked })} />
        <ChangeProblem problem={change.error} fields={["name", "global"]} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            {before ? "Save" : "Make variable set"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
