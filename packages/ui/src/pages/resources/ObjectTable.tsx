import { Badge, Group, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { AnswerOf } from "../../api/queries.ts";
import { AddressText } from "../../components/AddressText.tsx";
import { CopyText } from "../../components/CopyText.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { addressParts } from "./address-parts.ts";

type Listed = AnswerOf<"workspaces", "listObjects">["items"][number];

const columns = [{ label: "Resource" }, { label: "Id" }, { label: "Notes" }];

/** Objects, one a row: address, id, and what is to be known of it. */
export function ObjectTable({ objects }: { readonly objects: readonly Listed[] }) {
  return (
    <TableCard label="Objects" columns={columns} minWidth={620}>
      {objects.map((object) => (
        <Row key={`${object.address} ${object.deposed ?? ""}`} object={object} />
      ))}
    </TableCard>
  );
}

function Row({ object }: { readonly object: Listed }) {
  const { name: workspace, organization } = useWorkspace();
  const { address, id, deposed } = object;
  const { module, name } = addressParts(address);
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={0}>
          {module !== "" && (
            <Text fz="xs" c="dimmed" className="mono">
              {module}
            </Text>
          )}
          <PageLink to={paths.resource(organization.name, workspace, address, deposed)} className="mono" fw={600} fz="sm" aria-label={address}>
            <AddressText>{name}</AddressText>
          </PageLink>
        </Stack>
      </Table.Td>
      <Table.Td>
        {id === null ? (
          <Text c="dimmed">–</Text>
        ) : (
          <Group gap={2} wrap="nowrap">
            <Text className="mono" fz="sm" truncate maw={230} title={id}>
              {id}
            </Text>
            <CopyText text={id} what={`the id of ${address}`} />
          </Group>
        )}
      </Table.Td>
      <Table.Td>
        <ObjectNotes object={object} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What is unusual about an object: somebody changed it, or the next apply replaces it. */
export function ObjectNotes({ object: { mode, tainted, deposed, driftId } }: { readonly object: Pick<Listed, "mode" | "tainted" | "deposed" | "driftId"> }) {
  const { organization } = useWorkspace();
  return (
    <Group gap={6}>
      {driftId !== null && (
        <PageLink to={paths.driftedObject(organization.name, driftId)} fz="sm" fw={600} c="light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-3))">
          <IconAlertTriangle size={14} aria-hidden style={{ verticalAlign: "text-bottom" }} /> Drifted
        </PageLink>
      )}
      {mode === "data" && <Note>data source</Note>}
      {tainted && <Note>tainted: the next apply replaces it</Note>}
      {deposed !== null && <Note>deposed: to be deleted</Note>}
    </Group>
  );
}

const Note = ({ children }: { readonly children: string }) => (
  <Badge variant="default" radius="sm" tt="none" fw={500} size="sm" miw="max-content">
    {children}
  </Badge>
);
