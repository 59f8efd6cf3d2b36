import { ActionIcon, Badge, Group, Stack, Table, Text } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { PageLink } from "../../components/PageLink.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { VariableValue } from "./VariableValue.tsx";
import type { EffectiveVariable, Variable } from "./variable-calls.ts";

/** A variable, and where it comes from if that is known. */
export type ListedVariable = Variable & Partial<Pick<EffectiveVariable, "set" | "overriddenBy">>;

interface Props {
  readonly label: string;
  readonly variables: readonly ListedVariable[];
  /** Values come from several places: show which. */
  readonly sources?: boolean;
  /** None: they may only be looked at. */
  readonly onEdit?: ((variable: ListedVariable) => void) | undefined;
  readonly onDelete?: ((variable: ListedVariable) => void) | undefined;
}

/** Variables of one kind: by name, what holds before what it overrides. */
export function VariableTable({ label, variables, sources = false, onEdit, onDelete }: Props) {
  const columns = [{ label: "Name", width: "30%" }, { label: "Value" }, ...(sources ? [{ label: "From", width: "22%" }] : []), ...(onEdit ? [{ label: "Actions", width: 110, right: true }] : [])];
  return (
    <TableCard label={label} columns={columns} minWidth={sources ? 720 : 560}>
      {variables.map((variable) => (
        <Table.Tr key={variable.id}>
          <Table.Td>
            <Name variable={variable} />
          </Table.Td>
          <Table.Td>
            <VariableValue variable={variable} />
          </Table.Td>
          {sources && (
            <Table.Td>
              <Source variable={variable} />
            </Table.Td>
          )}
          {onEdit && <Table.Td>{!variable.set && <RowActions variable={variable} onEdit={onEdit} onDelete={onDelete} />}</Table.Td>}
        </Table.Tr>
      ))}
    </TableCard>
  );
}

function Name({ variable: { key, description, hcl, sensitive, overriddenBy } }: { readonly variable: ListedVariable }) {
  return (
    <Stack gap={2}>
      <Group gap={6}>
        <Text span fz="sm" className="mono" fw={600} style={{ overflowWrap: "anywhere" }} {...(overriddenBy && { td: "line-through", c: "dimmed" })}>
          {key}
        </Text>
        {hcl && <Mark>HCL</Mark>}
        {sensitive && <Mark>Sensitive</Mark>}
      </Group>
      {description !== "" && (
        <Text fz="sm" c="dimmed">
          {description}
        </Text>
      )}
    </Stack>
  );
}

function Mark({ children }: { readonly children: ReactNode }) {
  return (
    <Badge variant="default" size="sm" radius="sm" tt="none">
      {children}
    </Badge>
  );
}

function Source({ variable: { set, overriddenBy } }: { readonly variable: ListedVariable }) {
  const organization = useOrganization();
  return (
    <Stack gap={2}>
      {set ? (
        <Text fz="sm" component="div">
          <PageLink to={paths.variableSet(organization, set.id)} fz="inherit">{set.name}</PageLink>
          {set.priority && (
            <Text span fz="sm" c="dimmed">
              {" "}
              (priority)
            </Text>
          )}
        </Text>
      ) : (
        <Text fz="sm">This workspace</Text>
      )}
      {overriddenBy && (
        <Text fz="sm" c="light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-3))">
          Overridden by {overriddenBy}
        </Text>
      )}
    </Stack>
  );
}

function RowActions({ variable, onEdit, onDelete }: { readonly variable: ListedVariable } & Pick<Props, "onDelete"> & { readonly onEdit: NonNullable<Props["onEdit"]> }) {
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ActionIcon variant="subtle" color="gray" size="md" aria-label={`Edit ${variable.key}`} onClick={() => onEdit(variable)}>
        <IconPencil size={17} aria-hidden />
      </ActionIcon>
      {onDelete && (
        <ActionIcon variant="subtle" color="gray" size="md" aria-label={`Delete ${variable.key}`} onClick={() => onDelete(variable)}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}
