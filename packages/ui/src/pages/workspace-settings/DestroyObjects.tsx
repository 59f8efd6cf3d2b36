import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFlame } from "@tabler/icons-react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { objectsWords } from "./objects-words.ts";

/** Starts a run that destroys what the workspace manages. */
export function DestroyObjects() {
  const organization = useOrganization();
  const { id, name, objects, settings, oktaOrg, configuration } = useWorkspace();
  const open = useOpen();
  const [asking, asking_] = useDisclosure();
  const start = useChange(
    async () => api.runs.createRun({ params: { workspace: id }, body: { operation: "destroy", message: "Destroy everything", autoApply: false } }),
    ["runs", "workspaces"],
    (run) => open(paths.run(organization, name, run.id)),
  );
  if (objects === 0) return <Text c="dimmed">It manages no object.</Text>;
  if (configuration === null) return <Text c="dimmed">It has no configuration to plan with. Upload one, or push to its branch, first.</Text>;
  if (!settings.allowDestroyPlan)
    return (
      <Text c="dimmed">
        Destroy plans are not allowed here. <PageLink to={paths.workspaceSettings(organization, name, "apply")} underline="always">Runs and applies</PageLink> can change that.
      </Text>
    );
  const where = oktaOrg === null ? "" : ` in the org ${oktaOrg.name}`;
  return (
    <>
      <Text>
        Starts a destroy run: a plan that deletes {objectsWords(objects)}
        {where}. It waits for a confirmation before anything is deleted. Workspace, variables and history stay.
      </Text>
      <Group>
        <Button color="red.8" variant="filled" leftSection={<IconFlame size={16} aria-hidden />} onClick={asking_.open}>
          Plan to destroy {objectsWords(objects)}
        </Button>
      </Group>
      <ConfirmDialog opened={asking} onClose={asking_.close} title={`Destroy everything that ${name} manages`} confirm="Start destroy run" typed={name} change={start} onConfirm={() => start.mutate(undefined)}>
        The run plans to delete {objectsWords(objects)}
        {where}. Nothing is deleted before the plan is confirmed.
      </ConfirmDialog>
    </>
  );
}
