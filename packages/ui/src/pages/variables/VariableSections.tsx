import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconClipboardText, IconPlus } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { useLast } from "../../hooks/useLast.ts";
import { PasteDialog } from "./PasteDialog.tsx";
import { VariableDialog, type Edited } from "./VariableDialog.tsx";
import { VariableTable, type ListedVariable } from "./VariableTable.tsx";
import { categories, variableCalls, type VariableOwner, type VariableValues } from "./variable-calls.ts";

interface Props {
  readonly owner: VariableOwner;
  readonly query: UseQueryResult<{ readonly items: readonly ListedVariable[] }>;
  readonly mayWrite: boolean;
  /** The top of the page, with the button that concerns both kinds. */
  readonly header: (actions: ReactNode) => ReactNode;
  readonly sources?: boolean;
}

/** The variables of a workspace or a set in two tables, with what can be done to them. */
export function VariableSections({ owner, query, mayWrite, header, sources = false }: Props) {
  const [edited, setEdited] = useState<Edited>();
  const [deleted, setDeleted] = useState<ListedVariable>();
  const [pasting, setPasting] = useState(false);
  const own = (query.data?.items ?? []).filter(({ set }) => !set);
  const paste = mayWrite && (
    <Button variant="default" leftSection={<IconClipboardText size={16} aria-hidden />} onClick={() => setPasting(true)}>
      Paste many
    </Button>
  );
  return (
    <>
      {header(paste)}
      <Answered query={query}>
        {({ items }) => (
          <Stack gap="xl">
            {(["terraform", "env"] as const).map((category) => (
              <Section key={category} category={category} variables={byPrecedence(items.filter((each) => each.category === category))} mayWrite={mayWrite} sources={sources} onEdit={setEdited} onDelete={setDeleted} />
            ))}
          </Stack>
        )}
      </Answered>
      {mayWrite && (
        <>
          <VariableDialog owner={owner} edited={edited} onClose={() => setEdited(undefined)} />
          <PasteDialog owner={owner} opened={pasting} onClose={() => setPasting(false)} present={own} />
          <DeleteDialog owner={owner} variable={deleted} onClose={() => setDeleted(undefined)} />
        </>
      )}
    </>
  );
}

/** By name; of several with one name, first the one that holds. */
const byPrecedence = (variables: readonly ListedVariable[]): readonly ListedVariable[] => variables.toSorted((a, b) => a.key.localeCompare(b.key, "en") || Number((a.overriddenBy ?? null) !== null) - Number((b.overriddenBy ?? null) !== null));

interface SectionProps {
  readonly category: VariableValues["category"];
  readonly variables: readonly ListedVariable[];
  readonly mayWrite: boolean;
  readonly sources: boolean;
  readonly onEdit: (edited: Edited) => void;
  readonly onDelete: (variable: ListedVariable) => void;
}

function Section({ category, variables, mayWrite, sources, onEdit, onDelete }: SectionProps) {
  const { label, one, says } = categories[category];
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between" align="flex-end" gap="xs">
        <Stack gap={0} miw={0} flex="1 1 14rem">
          <Title order={2}>{label}</Title>
          <Text c="dimmed" fz="sm">
            {says}
          </Text>
        </Stack>
        {mayWrite && (
          <Button variant="light" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onEdit({ category })}>
            Add {one}
          </Button>
        )}
      </Group>
      {variables.length === 0 ? (
        <Paper withBorder p="md">
          <Text c="dimmed">None yet.</Text>
        </Paper>
      ) : (
        <VariableTable label={label} variables={variables} sources={sources} onEdit={mayWrite ? (variable) => onEdit({ variable }) : undefined} onDelete={mayWrite ? onDelete : undefined} />
      )}
    </Stack>
  );
}

function DeleteDialog({ owner, variable: asked, onClose }: { readonly owner: VariableOwner; readonly variable: ListedVariable | undefined; readonly onClose: () => void }) {
  const variable = useLast(asked);
  const change = useChange(async (id: string) => variableCalls(owner).remove(id), ["variables"], onClose);
  return (
    <ConfirmDialog opened={asked !== undefined} onClose={onClose} title={`Delete ${variable?.key ?? "the variable"}`} confirm="Delete variable" change={change} onConfirm={() => variable && change.mutate(variable.id)}>
      The next runs{owner.kind === "set" ? " of every workspace that the set reaches" : ""} are made without it.{variable?.sensitive && " Its value is sensitive: nobody can read it before it is gone."}
    </ConfirmDialog>
  );
}
