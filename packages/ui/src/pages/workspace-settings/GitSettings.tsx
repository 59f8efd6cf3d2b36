import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconGitBranch, IconPlugConnectedX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Empty } from "../../components/Empty.tsx";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { nothingPicked, RepositoryPicker, type PickedRepository } from "../../components/forms/RepositoryPicker.tsx";
import { DescribedSwitch } from "../../components/forms/DescribedSwitch.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useLinkTo } from "../../components/PageLink.tsx";
import { useMay, useMayInWorkspace, useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { FollowState } from "./FollowState.tsx";
import { SettingsCard } from "./SettingsCard.tsx";
import { useUpdateWorkspace } from "./use-settings.ts";

type Follow = AnswerOf<"vcs", "readVcsFollow">;

/** Which repository and branch a workspace follows, and how that goes. */
export function GitSettings() {
  const { id, name } = useWorkspace();
  const may = useMayInWorkspace();
  const [awaited, setAwaited] = useState<string | null>();
  // A look that was asked for has no event of its own: it shows by its time.
  const query = useQuery({ ...ask("vcs", "readVcsFollow", { params: { workspace: id } }), refetchInterval: ({ state }) => awaited !== undefined && state.data?.lookedAt === awaited && 1000 });
  return (
    <>
      <PageHeader title="Version control" within={name} actions={may("workspace.update") && query.data?.connection && <Disconnect />} />
      <Answered query={query}>
        {(follow) => (
          <Stack gap="lg" maw={760}>
            {follow.connection && <FollowState follow={follow} looking={awaited !== undefined && follow.lookedAt === awaited} onLook={() => setAwaited(follow.lookedAt)} />}
            {may("workspace.update") ? <Connect follow={follow} /> : !follow.connection && <Text c="dimmed">The workspace follows no repository.</Text>}
          </Stack>
        )}
      </Answered>
    </>
  );
}

function Connect({ follow }: { readonly follow: Follow }) {
  const organization = useOrganization();
  const may = useMay();
  const linkTo = useLinkTo();
  const query = useQuery(ask("vcs", "listVcsConnections", { params: { organization } }));
  return (
    <Answered query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon={IconGitBranch} title="No Git host is connected" action={may("vcs.write") && <Button {...linkTo(paths.organizationSettings(organization, "git"))}>Connect a Git host</Button>}>
            A connection is made once for the organization; its workspaces then follow repositories there. Until then configurations are uploaded by the command line.
          </Empty>
        ) : (
          <RepositoryForm key={`${follow.connection?.id}/${follow.repository}`} follow={follow} />
        )
      }
    </Answered>
  );
}

interface Picked extends PickedRepository {
  readonly tagsRegex: string;
  readonly submodules: boolean;
}

function RepositoryForm({ follow }: { readonly follow: Follow }) {
  const { settings } = useWorkspace();
  const { repository, workingDirectory } = settings;
  const saved: Picked = repository
    ? { connectionId: repository.connectionId, repository: repository.identifier, branch: repository.branch ?? follow.branch ?? "", folder: workingDirectory, tagsRegex: repository.tagsRegex ?? "", submodules: repository.submodules ?? false }
    : { ...nothingPicked, folder: workingDirectory, tagsRegex: "", submodules: false };
  const [picked, setPicked] = useState<Picked>();
  const values = picked ?? saved;
  const change = useUpdateWorkspace(() => setPicked(undefined));
  const save = ({ connectionId, repository: identifier, branch, folder, tagsRegex, submodules }: Picked): void =>
    change.mutate({ workingDirectory: folder, repository: { connectionId, identifier: identifier.trim(), branch: branch === "" ? null : branch, tagsRegex: tagsRegex === "" ? null : tagsRegex, submodules } });
  const complete = values.connectionId !== "" && values.repository.trim() !== "";
  const set = (changes: Partial<Picked>): void => setPicked({ ...values, ...changes });
  const form = { dirty: complete && JSON.stringify(values) !== JSON.stringify(saved), reset: () => (setPicked(undefined), change.reset()), save: () => save(values), change, readOnly: false };
  const folderProblem = fieldProblem(change.error, "workingDirectory");
  const repositoryProblem = fieldProblem(change.error, "repository");
  return (
    <SettingsCard title={repository ? "Repository" : "Connect a repository"} description="A push that concerns the workspace starts a run; a pull request gets a plan." form={form} fields={["workingDirectory", "repository", "vcsRepo"]}>
      <RepositoryPicker value={values} onChange={(next) => set(next)} errors={{ ...(folderProblem !== undefined && { folder: folderProblem }), ...(repositoryProblem !== undefined && { repository: repositoryProblem }) }} />
      <TextInput label="Tags instead of the branch" description="A regular expression: the highest tag that matches is followed. Empty: the branch." placeholder="^v\d+\.\d+\.\d+$" classNames={{ input: "mono" }} maw={640} spellCheck={false} autoComplete="off" value={values.tagsRegex} error={fieldProblem(change.error, "vcsRepo")} onChange={({ currentTarget }) => set({ tagsRegex: currentTarget.value })} />
      <DescribedSwitch label="Fetch submodules" description="Repositories within the repository, through the same connection." checked={values.submodules} onChange={({ currentTarget }) => set({ submodules: currentTarget.checked })} />
    </SettingsCard>
  );
}

function Disconnect() {
  const { name } = useWorkspace();
  const [asking, asking_] = useDisclosure();
  const change = useUpdateWorkspace(asking_.close);
  return (
    <>
      <Button variant="default" leftSection={<IconPlugConnectedX size={16} aria-hidden />} onClick={asking_.open}>
        Disconnect
      </Button>
      <ConfirmDialog opened={asking} onClose={asking_.close} title="Disconnect the repository" confirm="Disconnect" change={change} onConfirm={() => change.mutate({ repository: null })} danger={false}>
        Pushes and pull requests start no runs of {name} any more. The configuration that it has, its runs and its state stay.
      </ConfirmDialog>
    </>
  );
}
