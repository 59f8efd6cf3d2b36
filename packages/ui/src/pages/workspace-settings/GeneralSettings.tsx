import { Radio, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { ProjectSelect } from "../../components/forms/ProjectSelect.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { ReadOnlyNote, SettingsCard } from "./SettingsCard.tsx";
import { StateSharing } from "./StateSharing.tsx";
import { useSettings } from "./use-settings.ts";

/** What a workspace is called, where it belongs, and how it is worked with. */
export function GeneralSettings() {
  const { name } = useWorkspace();
  const form = useSettings(["name", "description", "projectId", "oktaOrgId", "executionMode", "workingDirectory", "terraformVersion"]);
  const { values, set, readOnly, change } = form;
  return (
    <>
      <PageHeader title="General" within={name} />
      <ReadOnlyNote shown={readOnly} />
      <Stack gap="lg">
        <SettingsCard form={form} fields={["name", "workingDirectory", "projectId"]}>
          <TextInput label="Name" description="It is in the workspace's address: links to the old name lead nowhere after a change." required readOnly={readOnly} maxLength={90} spellCheck={false} value={values.name} error={fieldProblem(change.error, "name")} onChange={({ currentTarget }) => set({ name: currentTarget.value })} />
          <Textarea label="Description" autosize minRows={1} maxRows={6} maxLength={1000} readOnly={readOnly} value={values.description} onChange={({ currentTarget }) => set({ description: currentTarget.value })} />
          <ProjectSelect label="Project" readOnly={readOnly} value={values.projectId} error={fieldProblem(change.error, "projectId")} onChange={(projectId) => projectId !== null && set({ projectId })} />
          <OktaOrgSelect value={values.oktaOrgId} readOnly={readOnly} onChange={(oktaOrgId) => set({ oktaOrgId })} />
          <Radio.Group label="Execution mode" value={values.executionMode} onChange={(mode) => set({ executionMode: mode === "local" ? "local" : "remote" })}>
            <Stack gap="xs" mt={6}>
              <Radio value="remote" disabled={readOnly} label="Remote" description="Plans and applies run on the server, for everybody to see." />
              <Radio value="local" disabled={readOnly} label="Local" description="They run where the command line is started; the server keeps the state alone." />
            </Stack>
          </Radio.Group>
          <TextInput label="Working directory" description="The folder of the repository that has the configuration. Empty: its root." placeholder="environments/preview" classNames={{ input: "mono" }} readOnly={readOnly} spellCheck={false} value={values.workingDirectory} error={fieldProblem(change.error, "workingDirectory")} onChange={({ currentTarget }) => set({ workingDirectory: currentTarget.value })} />
          <TextInput label="Terraform version" description="Told to the terraform command line, which refuses to work in a workspace of another version. Runs on the server do not need it." classNames={{ input: "mono" }} readOnly={readOnly} spellCheck={false} value={values.terraformVersion} onChange={({ currentTarget }) => set({ terraformVersion: currentTarget.value })} />
        </SettingsCard>
        <StateSharing />
      </Stack>
    </>
  );
}

function OktaOrgSelect({ value, readOnly, onChange }: { readonly value: string | null; readonly readOnly: boolean; readonly onChange: (id: string | null) => void }) {
  const organization = useOrganization();
  const { data } = useQuery(ask("oktaOrgs", "list", { params: { organization } }));
  const orgs = (data?.items ?? []).map(({ id, name, url }) => ({ value: id, label: `${name} (${url.replace(/^https?:\/\//, "")})` }));
  return <Select label="Okta org" description="The provider uses its connection where the configuration names no credentials of its own." readOnly={readOnly} allowDeselect={false} searchable={orgs.length > 8} data={[{ value: "", label: "None: the configuration or variables name it" }, ...orgs]} value={value ?? ""} onChange={(id) => onChange(id === "" ? null : id)} />;
}
