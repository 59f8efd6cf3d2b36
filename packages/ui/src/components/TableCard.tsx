import { Paper, ScrollArea, Table } from "@mantine/core";
import type { ReactNode } from "react";

interface Column {
  readonly label: string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
  readonly width?: number | string;
}

/** A list as a table in a card; on a narrow screen it scrolls by itself. `label` says to a screen reader what it lists. */
export function TableCard({ label, columns, children, minWidth = 640 }: { readonly label: string; readonly columns: readonly Column[]; readonly children: ReactNode; readonly minWidth?: number }) {
  return (
    <Paper withBorder style={{ overflow: "hidden" }}>
      <ScrollArea type="auto" scrollbars="x" viewportProps={{ tabIndex: 0, "aria-label": label, role: "region" }}>
        <Table verticalSpacing="sm" highlightOnHover highlightOnHoverColor="light-dark(var(--mantine-color-gray-1), var(--mantine-color-dark-6))" miw={minWidth} aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ label: heading, right, width }) => (
                <Table.Th key={heading} ta={right ? "right" : undefined} w={width} scope="col" fz="sm" c="dimmed" fw={600}>
                  {heading}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
      </ScrollArea>
    </Paper>
  );
}
