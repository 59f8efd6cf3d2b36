import { Alert, Button, Checkbox, Group, List, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { objectsWords } from "./objects-words.ts";

type Facts = AnswerOf<"workspaces", "readDeletion">;

/** Deletes the workspace, after saying what that would leave behind. */
export function DeleteWorkspace() {
  const { id } = useWorkspace();
  const query = useQuery(ask("workspaces", "readDeletion", { params: { workspace: id } }));
  return (
    <Answered query={query} loading={<Loading rows={2} height={36} />}>
      {(facts) => <Delete facts={facts} />}
    </Answered>
  );
}

function Delete({ facts }: { readonly facts: Facts }) {
  const organization = useOrganization();
  const { id, name } = useWorkspace();
  const open = useOpen();
  const [asking, asking_] = useDisclosure();
  const [leave, setLeave] = useState(false);
  const { objects, lockedBy, activeRun } = facts;
  const force = objects > 0;
  const change = useChange(async () => api.workspaces.deleteWorkspace({ params: { workspace: id }, query: force ? { force: "true" } : {} }), ["workspaces", "runs", "drift"], () => open(paths.environments(organization)));
  const held = lockedBy !== null || activeRun !== null;
  return (
    <>
      <Text>Its variables, runs, states, schedules and notifications are deleted with it. That cannot be undone.</Text>
      <Consequences facts={facts} />
      {held ? null : (
        <>
          {force && <Checkbox label={`Leave ${objects === 1 ? "the object" : `the ${objects} objects`} in the org, managed by nobody`} checked={leave} onChange={({ currentTarget }) => setLeave(currentTarget.checked)} />}
          <Group>
            <Button color="red.8" leftSection={<IconTrash size={16} aria-hidden />} disabled={force && !leave} onClick={asking_.open}>
              {force ? "Delete by force" : "Delete workspace"}
            </Button>
          </Group>
        </>
      )}
      <ConfirmDialog opened={asking} onClose={asking_.close} title={`Delete the workspace ${name}`} confirm={force ? "Delete by force" : "Delete workspace"} typed={name} change={change} onConfirm={() => change.mutate(undefined)}>
        {force ? `${objectsWords(objects)} ${objects === 1 ? "stays" : "stay"} in the org as ${objects === 1 ? "it is" : "they are"}, and no workspace knows of ${objects === 1 ? "it" : "them"} any more.` : "It manages no object: nothing is left behind."} What it remembers is lost.
      </ConfirmDialog>
    </>
  );
}

function Consequences({ facts: { objects, types, activeRun, followers, lockedBy } }: { readonly facts: Facts }) {
  const organization = useOrganization();
  const { name } = useWorkspace();
  return (
    <Stack gap="xs">
      {objects === 0 ? (
        <Text>It manages no object: nothing would be left behind.</Text>
      ) : (
        <Alert color="orange" title={`It still manages ${objectsWords(objects)}`}>
          <Group gap="xs" component="ul" m={0} p={0} mb={6} style={{ listStyle: "none" }}>
            {types.map(({ type, count }) => (
              <Text component="li" key={type} fz="sm" mr="sm">
                {count} <code>{type}</code>
              </Text>
            ))}
          </Group>
          Destroy them first, or leave them in the org as they are.
        </Alert>
      )}
      {followers.length > 0 && (
        <Text component="div">
          Followed by, and then no longer started by it:
          <List size="sm">
            {followers.map((each) => (
              <List.Item key={each.id}>
                <PageLink to={paths.workspaceSettings(organization, each.name, "apply")}>{each.name}</PageLink>
              </List.Item>
            ))}
          </List>
        </Text>
      )}
      {activeRun !== null && (
        <Text>
          A run is not over: <PageLink to={paths.run(organization, name, activeRun)} underline="always">{activeRun}</PageLink>. Confirm, discard or cancel it first.
        </Text>
      )}
      {lockedBy !== null && <Text>It is locked by {lockedBy}. Unlock it first.</Text>}
    </Stack>
  );
}
