import type { RunOperation } from "@lockstep/contract";
import { allows } from "@lockstep/contract";
import { Alert, Button, Checkbox, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useChange, type AnswerOf } from "../api/queries.ts";
import { paths } from "../paths.ts";
import { ChangeProblem } from "./forms/ChangeProblem.tsx";
import { NoConfiguration } from "./NoConfiguration.tsx";
import { ObjectPicker } from "./ObjectPicker.tsx";
import { useOpen } from "./PageLink.tsx";

type Workspace = AnswerOf<"workspaces", "readWorkspaceByName">;
type Operation = Extract<RunOperation, "plan_and_apply" | "plan_only" | "refresh_only" | "destroy">;

interface Kind {
  readonly value: Operation;
  readonly label: string;
  readonly description: string;
  /** What the button says. */
  readonly start: string;
}

const kinds: readonly Kind[] = [
  { value: "plan_and_apply", label: "Plan and apply (standard)", description: "Shows what would change. It is made so once the plan is confirmed.", start: "Start run" },
  { value: "plan_only", label: "Plan only", description: "Shows what would change. There is nothing to confirm, and other runs do not wait for it.", start: "Start plan" },
  { value: "refresh_only", label: "Refresh only", description: "Takes the values that objects have in the org into the state. The org stays as it is.", start: "Start refresh" },
  { value: "destroy", label: "Destroy", description: "Deletes what the workspace manages from the org, once the plan is confirmed.", start: "Plan to destroy" },
];

/** What is filled in when the dialog opens. */
export interface RunPreset {
  readonly operation?: Operation;
  readonly message?: string;
  readonly targets?: readonly string[];
}

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly workspace: Workspace;
  readonly preset?: RunPreset;
}

/** Asks what kind of run is wanted and why, starts it, and leads to its page. */
export function StartRunDialog({ opened, onClose, workspace, preset = {} }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Start new run" size="lg" centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
      {workspace.configuration === null ? <NoConfiguration workspace={workspace} /> : <RunForm workspace={workspace} preset={preset} onClose={onClose} />}
    </Modal>
  );
}

/** What a person may start in a workspace. */
function kindsFor({ access, settings, objects }: Workspace): readonly Kind[] {
  const destroys = allows(access, "run.destroy") && settings.allowDestroyPlan && objects > 0;
  return kinds.filter(({ value }) => value !== "destroy" || destroys);
}

// Is made anew each time the dialog opens.
function RunForm({ workspace, preset, onClose }: { readonly workspace: Workspace; readonly preset: RunPreset; readonly onClose: () => void }) {
  const open = useOpen();
  const form = useForm({
    initialValues: { operation: preset.operation ?? ("plan_and_apply" as Operation), message: preset.message ?? "", some: (preset.targets ?? []).length > 0, targets: [...(preset.targets ?? [])], replaces: [] as string[], autoApply: workspace.settings.autoApply, typed: "" },
  });
  const { operation, message, some, targets, replaces, autoApply, typed } = form.values;
  const [missing, setMissing] = useState(false);
  const start = useChange(
    async () => {
      const chosen = some ? { targets, replaces: mayReplace ? replaces : [] } : {};
      return api.runs.createRun({ params: { workspace: workspace.id }, body: { operation, message, ...chosen, ...(mayApply && operation !== "plan_only" && { autoApply }) } });
    },
    ["runs", "workspaces"],
    ({ id }) => {
      onClose();
      open(paths.run(workspace.organization.name, workspace.name, id));
    },
  );
  const mayApply = allows(workspace.access, "run.apply");
  const mayReplace = operation === "plan_and_apply" || operation === "plan_only";
  const nothingChosen = some && targets.length === 0 && (!mayReplace || replaces.length === 0);
  const ready = operation !== "destroy" || typed.trim() === workspace.name;
  const submit = (): void => {
    setMissing(nothingChosen);
    if (!nothingChosen && ready) start.mutate(undefined);
  };
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <LockNote workspace={workspace} />
        <Textarea label="Reason" description="Stands in the list of runs, and in what people are told." maxLength={2000} autosize minRows={1} maxRows={6} data-autofocus {...form.getInputProps("message")} />
        <Radio.Group label="Kind of run" {...form.getInputProps("operation")}>
          <Stack gap="xs" mt={6}>
            {kindsFor(workspace).map(({ value, label, description }) => (
              <Radio key={value} value={value} label={label} description={description} />
            ))}
          </Stack>
        </Radio.Group>
        <Checkbox label="Selected resources only" description="Everything else stays as it is. What they depend on is included." {...form.getInputProps("some", { type: "checkbox" })} />
        {some && (
          <Stack gap="sm" pl={{ base: 0, xs: "lg" }}>
            <ObjectPicker workspace={workspace.id} label="Target" description="Plan these and what they depend on." value={targets} onChange={(value) => form.setFieldValue("targets", value)} />
            {mayReplace && <ObjectPicker workspace={workspace.id} label="Replace" description="Delete these and create them anew, even if nothing about them changed." value={replaces} onChange={(value) => form.setFieldValue("replaces", value)} />}
            {missing && nothingChosen && (
              <Text size="sm" c="error" role="alert">
                Choose at least one resource, or plan all of them.
              </Text>
            )}
          </Stack>
        )}
        {mayApply && operation !== "plan_only" && <Checkbox label="Auto apply" description="The plan is confirmed by itself when it was made without an error." {...form.getInputProps("autoApply", { type: "checkbox" })} />}
        {operation === "destroy" && <DestroyQuestion workspace={workspace} some={some} autoApply={mayApply && autoApply} typed={form.getInputProps("typed")} />}
        <ChangeProblem problem={start.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={start.isPending}>
            Cancel
          </Button>
          <Button type="submit" loading={start.isPending} disabled={!ready} {...(operation === "destroy" && { color: "red.8" })}>
            {kinds.find(({ value }) => value === operation)?.start}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function LockNote({ workspace: { lock } }: { readonly workspace: Workspace }) {
  if (!lock || lock.kind === "run") return null;
  return (
    <Alert color="gray" icon={<IconLock size={18} aria-hidden />} title={`Locked by ${lock.by}`}>
      Only plan-only runs begin now. Any other waits until the workspace is unlocked.
    </Alert>
  );
}

function DestroyQuestion({ workspace: { name, objects, oktaOrg }, some, autoApply, typed }: { readonly workspace: Workspace; readonly some: boolean; readonly autoApply: boolean; readonly typed: object }) {
  const what = some ? "the selected resources, and what depends on them," : objects === 1 ? "the one object that the workspace manages" : `all ${objects} objects that the workspace manages`;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />} title="This plans to delete">
      <Stack gap="xs">
        <Text size="sm">
          The plan will delete {what} from {oktaOrg ? `the org ${oktaOrg.name}` : "the org"}.{" "}
          {autoApply ? "It is applied without another question." : "Nothing is deleted until somebody confirms it."}
        </Text>
        <TextInput label={`Type ${name} to go on`} autoComplete="off" spellCheck={false} {...typed} />
      </Stack>
    </Alert>
  );
}
