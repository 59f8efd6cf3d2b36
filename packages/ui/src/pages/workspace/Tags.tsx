import { ActionIcon, Badge, Group, TagsInput, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { FormDialog } from "../../components/FormDialog.tsx";
import { useMayInWorkspace, useWorkspace } from "../../hooks/usePlace.ts";
import { tagOf, textOf } from "./tag-text.ts";

/** The workspace's tags, which an admin of it may set. */
export function Tags() {
  const { tags } = useWorkspace();
  const may = useMayInWorkspace();
  const [opened, { open, close }] = useDisclosure();
  return (
    <Group gap={6}>
      {tags.length === 0 && <Text c="dimmed">none</Text>}
      {tags.map((tag) => (
        <Badge key={tag.key} variant="default" radius="sm" tt="none" fw={500}>
          {textOf(tag)}
        </Badge>
      ))}
      {may("workspace.update") && (
        <>
          <Tooltip label="Edit tags">
            <ActionIcon variant="subtle" color="gray" size="sm" miw={24} mih={24} aria-label="Edit tags" onClick={open} style={{ color: "var(--mantine-color-dimmed)" }}>
              <IconPencil size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <TagDialog key={String(opened)} opened={opened} onClose={close} />
        </>
      )}
    </Group>
  );
}

function TagDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { id, tags, organization } = useWorkspace();
  const [texts, setTexts] = useState(tags.map(textOf));
  const { data } = useQuery({ ...ask("workspaces", "listTags", { params: { organization: organization.name } }), enabled: opened });
  const save = useChange(async () => api.workspaces.setTags({ params: { workspace: id }, body: { tags: texts.map(tagOf) } }), ["workspaces"], onClose);
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Tags"
      submit="Save"
      change={save}
      fields={["tags"]}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <TagsInput
        label="Tags"
        description="A word, or a name and a value as name: value. Enter adds one."
        value={texts}
        onChange={(values) => setTexts([...new Map(values.map((text) => [tagOf(text).key, textOf(tagOf(text))])).values()])}
        data={[...new Set((data?.items ?? []).map(textOf))]}
        maxTags={50}
        data-autofocus
      />
    </FormDialog>
  );
}
