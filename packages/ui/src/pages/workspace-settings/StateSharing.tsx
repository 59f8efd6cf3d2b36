import { ActionIcon, Button, Group, Radio, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { WorkspaceSelect } from "../../components/forms/WorkspaceSelect.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { SettingsCard } from "./SettingsCard.tsx";
import { useSettings } from "./use-settings.ts";

/** Whose runs may read the workspace's state: those of all workspaces, or of some. */
export function StateSharing() {
  const form = useSettings(["globalRemoteState"]);
  const { values, set, readOnly } = form;
  return (
    <SettingsCard title="State sharing" description="Whose runs may read this workspace's outputs by terraform_remote_state." form={form}>
      <Radio.Group label="Shared with" value={values.globalRemoteState ? "all" : "some"} onChange={(value) => set({ globalRemoteState: value === "all" })}>
        <Stack gap="xs" mt={6}>
          <Radio value="some" disabled={readOnly} label="The workspaces that are named" />
          <Radio value="all" disabled={readOnly} label="All workspaces of the organization" />
        </Stack>
      </Radio.Group>
      {!values.globalRemoteState && <Consumers readOnly={readOnly} />}
    </SettingsCard>
  );
}

function Consumers({ readOnly }: { readonly readOnly: boolean }) {
  const organization = useOrganization();
  const { id } = useWorkspace();
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useQuery(ask("workspaces", "listStateConsumers", { params: { workspace: id } }));
  const change = useChange(async (workspaces: string[]) => api.workspaces.setStateConsumers({ params: { workspace: id }, body: { workspaces } }), ["workspaces"], () => setChosen(null));
  return (
    <Answered query={query} loading={<Loading rows={1} height={32} />}>
      {({ items }) => {
        const ids = items.map((each) => each.id);
        return (
          <Stack gap="xs">
            {items.length === 0 && (
              <Text c="dimmed" fz="sm">
                None is named: its own runs alone.
              </Text>
            )}
            <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
              {items.map(({ id: consumer, name }) => (
                <Group key={consumer} component="li" gap="xs" mih={32}>
                  <PageLink to={paths.workspace(organization, name)} fz="sm">
                    {name}
                  </PageLink>
                  {!readOnly && (
                    <ActionIcon variant="subtle" color="gray" aria-label={`Share with ${name} no longer`} disabled={change.isPending} onClick={() => change.mutate(ids.filter((each) => each !== consumer))}>
                      <IconX size={17} aria-hidden />
                    </ActionIcon>
                  )}
                </Group>
              ))}
            </Stack>
            {!readOnly && (
              <Group align="flex-end" gap="xs">
                <WorkspaceSelect label="Share with" value={chosen} onChange={setChosen} without={[id, ...ids]} />
                <Button variant="default" disabled={chosen === null} loading={change.isPending} onClick={() => chosen !== null && change.mutate([...ids, chosen])}>
                  Share
                </Button>
              </Group>
            )}
            <ChangeProblem problem={change.error} />
          </Stack>
        );
      }}
    </Answered>
  );
}
