import { Group, Paper, Skeleton, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { TableCard } from "../../components/TableCard.tsx";
import { Drift, Identity, LastRun, NextCheck, Org, type Workspace } from "./EnvironmentParts.tsx";

const columns = [{ label: "Workspace" }, { label: "Okta org", width: 160 }, { label: "Last run" }, { label: "Drift", width: 140 }, { label: "Resources", right: true, width: 100 }, { label: "Next check", width: 120 }];

/** A screen on which a table would have to be pushed about. */
const useNarrow = (): boolean => useMediaQuery("(max-width: 47.99em)", undefined, { getInitialValueInEffect: false }) ?? false;

/** Workspaces as rows of a table; on a narrow screen as cards. */
export function EnvironmentList({ workspaces }: { readonly workspaces: readonly Workspace[] }) {
  if (useNarrow())
    return (
      <Stack component="ul" gap="xs" p={0} m={0} aria-label="Workspaces" style={{ listStyle: "none" }}>
        {workspaces.map((workspace) => (
          <Card key={workspace.id} workspace={workspace} />
        ))}
      </Stack>
    );
  return (
    <TableCard label="Workspaces" columns={columns} minWidth={860}>
      {workspaces.map((workspace) => (
        <Row key={workspace.id} workspace={workspace} />
      ))}
    </TableCard>
  );
}

function Row({ workspace }: { readonly workspace: Workspace }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Identity workspace={workspace} />
      </Table.Td>
      <Table.Td>
        <Org workspace={workspace} />
      </Table.Td>
      <Table.Td>
        <LastRun workspace={workspace} />
      </Table.Td>
      <Table.Td>
        <Drift workspace={workspace} />
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {workspace.objects}
      </Table.Td>
      <Table.Td>
        <NextCheck workspace={workspace} />
      </Table.Td>
    </Table.Tr>
  );
}

function Card({ workspace }: { readonly workspace: Workspace }) {
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap="xs">
        <Identity workspace={workspace} />
        <LastRun workspace={workspace} />
        <Group gap="md" align="flex-start">
          <Fact label="Okta org">
            <Org workspace={workspace} />
          </Fact>
          <Fact label="Drift">
            <Drift workspace={workspace} />
          </Fact>
          <Fact label="Resources">{workspace.objects}</Fact>
          <Fact label="Next check">
            <NextCheck workspace={workspace} />
          </Fact>
        </Group>
      </Stack>
    </Paper>
  );
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Text component="div" fz="sm">
    <Text fz="xs" c="dimmed">
      {label}
    </Text>
    {children}
  </Text>
);

const widths = ["60%", "70%", "80%", "40%", 24, "60%"] as const;

/** The table before it is there. */
export function EnvironmentSkeleton() {
  const narrow = useNarrow();
  return (
    <Stack gap="sm" aria-busy="true" role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      <Skeleton height={36} />
      {narrow ? (
        Array.from({ length: 4 }, (_card, at) => <Skeleton key={at} height={150} />)
      ) : (
        <TableCard label="Workspaces that are loading" columns={columns} minWidth={860}>
          {Array.from({ length: 8 }, (_row, at) => (
            <Table.Tr key={at}>
              {widths.map((width, column) => (
                <Table.Td key={column} h={57}>
                  <Skeleton height={14} width={width} ml={column === 4 ? "auto" : 0} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </TableCard>
      )}
    </Stack>
  );
}
