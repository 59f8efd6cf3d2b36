import { Alert, Button, Group, Paper, Radio, Select, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ChangeProblem, fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { nothingPicked, RepositoryPicker } from "../../components/forms/RepositoryPicker.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useLinkTo, useOpen } from "../../components/PageLink.tsx";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { useCreateWorkspace } from "./create-workspace.ts";
import { NoRight } from "./NoRight.tsx";
import { WorkspaceFields } from "./WorkspaceFields.tsx";
import { proposedName } from "./workspace-name.ts";

/** A workspace for somebody whose org and host are connected already. */
export function NewWorkspacePage() {
  const organization = useOrganization();
  const may = useMay();
  const connections = useQuery(ask("vcs", "listVcsConnections", { params: { organization } }));
  return (
    <>
      <PageHeader
        title="New workspace"
        description={
          <>
            Nothing is connected yet? <PageLink underline="always" to={paths.start(organization)}>Be led step by step</PageLink>
          </>
        }
      />
      {may("workspace.create") ? <Answered query={connections} loading={<Loading rows={4} height={90} />}>{({ items }) => <NewWorkspace hasConnection={items.length > 0} />}</Answered> : <NoRight />}
    </>
  );
}

function NewWorkspace({ hasConnection }: { readonly hasConnection: boolean }) {
  const organization = useOrganization();
  const open = useOpen();
  const linkTo = useLinkTo();
  const orgs = useQuery(ask("oktaOrgs", "list", { params: { organization } })).data?.items ?? [];
  const projects = useQuery(ask("projects", "listProjects", { params: { organization }, query: { size: 100 } })).data?.items ?? [];
  const [orgId, setOrgId] = useState<string>();
  const [projectId, setProjectId] = useState<string>();
  const [withGit, setWithGit] = useState(hasConnection);
  const [picked, setPicked] = useState(nothingPicked);
  const [typed, setTyped] = useState<string>();
  const [autoApply, setAutoApply] = useState(false);
  const make = useCreateWorkspace(organization, ({ name }) => open(paths.workspace(organization, name)));
  const name = typed ?? (withGit ? proposedName(picked) : "");
  const oktaOrgId = orgId ?? (orgs.length === 1 ? orgs[0]?.id : undefined) ?? "none";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate({ name, autoApply, oktaOrgId: oktaOrgId === "none" ? null : oktaOrgId, picked: withGit ? picked : null, ...(projectId !== undefined && { projectId }) });
  };
  return (
    <form onSubmit={submit} aria-label="New workspace">
      <Stack gap="md" maw={720}>
        <Section title="Okta org">
          <Select
            label="Okta org"
            description="Runs get its credentials by themselves."
            data={[...orgs.map((org) => ({ value: org.id, label: `${org.name} (${org.url.replace(/^https?:\/\//, "")})` })), { value: "none", label: "None: variables have the credentials" }]}
            value={oktaOrgId}
            onChange={(value) => setOrgId(value ?? "none")}
            allowDeselect={false}
            maw={640}
          />
        </Section>
        <Section title="Code">
          <Radio.Group label="Where the configuration comes from" value={withGit ? "git" : "upload"} onChange={(value) => setWithGit(value === "git")}>
            <Group gap="lg" mt={6}>
              <Radio value="git" label="A Git repository" disabled={!hasConnection} />
              <Radio value="upload" label="Uploaded by command line or API" />
            </Group>
          </Radio.Group>
          {!hasConnection && (
            <Alert color="gray" variant="light">
              No Git host is connected. <PageLink underline="always" to={paths.start(organization)}>Connect one</PageLink>
            </Alert>
          )}
          {withGit && <RepositoryPicker value={picked} onChange={setPicked} errors={folderError(fieldProblem(make.error, "workingDirectory"))} />}
        </Section>
        <Section title="Workspace">
          <WorkspaceFields name={name} onName={setTyped} autoApply={autoApply} onAutoApply={setAutoApply} error={fieldProblem(make.error, "name")} />
          {projects.length > 1 && <Select label="Project" data={projects.map(({ id, name: label }) => ({ value: id, label }))} value={projectId ?? projects.find(({ name: label }) => label === "Default Project")?.id ?? null} onChange={(value) => setProjectId(value ?? undefined)} allowDeselect={false} maw={640} />}
        </Section>
        <ChangeProblem problem={make.error} fields={["name", "workingDirectory"]} />
        <Group>
          <Button type="submit" loading={make.isPending}>
            Create workspace
          </Button>
          <Button variant="default" {...linkTo(paths.environments(organization))}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const folderError = (folder: string | undefined) => (folder === undefined ? {} : { folder });

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="md">
        <Title order={2}>{title}</Title>
        {children}
      </Stack>
    </Paper>
  );
}
