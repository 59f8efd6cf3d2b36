import { Stack } from "@mantine/core";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { DescribedSwitch } from "../../components/forms/DescribedSwitch.tsx";
import { RunTriggers } from "./RunTriggers.tsx";
import { ReadOnlyNote, SettingsCard } from "./SettingsCard.tsx";
import { TriggerSettings } from "./TriggerSettings.tsx";
import { useSettings } from "./use-settings.ts";

/** When runs start, and whether they go on to apply by themselves. */
export function RunSettings() {
  const { name } = useWorkspace();
  return (
    <>
      <PageHeader title="Runs and applies" within={name} />
      <Stack gap="lg">
        <ApplySettings />
        <TriggerSettings />
        <RunTriggers />
      </Stack>
    </>
  );
}

const switches = [
  { name: "autoApply", label: "Apply by itself", description: "A plan that succeeds is applied at once. Otherwise it waits until somebody confirms it." },
  { name: "autoApplyRunTrigger", label: "Apply by itself what another workspace started", description: "The same for runs that follow a run of another workspace." },
  { name: "speculativeEnabled", label: "Plan pull requests", description: "A pull request onto the branch gets a plan-only run, a commit status and a comment." },
  { name: "queueAllRuns", label: "Start the first run by itself", description: "Otherwise the first run of a new workspace is yours to start, so that its variables can be set before." },
  { name: "allowDestroyPlan", label: "Allow destroy plans", description: "Runs may be started that destroy everything that the workspace manages. They are confirmed like others." },
] as const;

function ApplySettings() {
  const form = useSettings(["autoApply", "autoApplyRunTrigger", "speculativeEnabled", "queueAllRuns", "allowDestroyPlan"]);
  return (
    <div>
      <ReadOnlyNote shown={form.readOnly} />
      <SettingsCard title="Runs" form={form}>
        {switches.map(({ name, label, description }) => (
          <DescribedSwitch key={name} label={label} description={description} checked={form.values[name]} disabled={form.readOnly} onChange={({ currentTarget }) => form.set({ [name]: currentTarget.checked })} />
        ))}
      </SettingsCard>
    </div>
  );
}
