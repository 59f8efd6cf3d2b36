import { Group, Paper, Stack, Text, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClockPause, IconMinus, IconTrash, type Icon } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { exactTime, relativeTime, useNow } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Pager } from "../../components/Pager.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { PlaceFilters, SearchField } from "./DriftFilters.tsx";
import classes from "./matrix.module.css";

type Matrix = AnswerOf<"drift", "matrix">;
type Row = Matrix["items"][number];
type Column = Matrix["workspaces"][number];

const size = 50;

/** Objects against environments: where an address that has drifted somewhere is in line, and where it is not. */
export function MatrixView({ empty }: { readonly empty: ReactNode }) {
  const organization = useOrganization();
  const [search] = useFilter("search");
  const [oktaOrg] = useFilter("org");
  const [page] = useFilter("page", "1");
  const setFilters = useFilters();
  const filters = { ...(search !== "" && { search }), ...(oktaOrg !== "" && { oktaOrg }) };
  const query = useQuery({ ...ask("drift", "matrix", { params: { organization }, query: { page: Number(page), size, ...filters } }), placeholderData: keepPreviousData });
  return (
    <Answered query={query}>
      {(matrix) => (
        <Stack gap="sm">
          <Group gap="xs">
            <SearchField label="Search by name or address" />
            <PlaceFilters org />
          </Group>
          {matrix.total === 0 ? Object.keys(filters).length === 0 ? empty : <NothingLikeThat /> : <MatrixTable matrix={matrix} />}
          <Pager page={Number(page)} size={size} total={matrix.total} of="objects" onPage={(next) => setFilters({ page: next === 1 ? undefined : String(next) })} />
        </Stack>
      )}
    </Answered>
  );
}

const NothingLikeThat = () => (
  <Paper withBorder p="lg">
    <Text>No object that has drifted is like that.</Text>
  </Paper>
);

interface Sign {
  readonly icon: Icon;
  readonly label: string;
  readonly color: string;
}

const tone = (color: string): string => `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-3))`;

const signs = {
  drifted: { icon: IconAlertTriangle, label: "Changed in the org", color: tone("orange") },
  missing: { icon: IconTrash, label: "Deleted in the org", color: tone("red") },
  accepted: { icon: IconClockPause, label: "Accepted", color: tone("blue") },
  "in-line": { icon: IconCheck, label: "In line", color: tone("teal") },
  absent: { icon: IconMinus, label: "Not managed here", color: "var(--mantine-color-dimmed)" },
} as const satisfies Readonly<Record<string, Sign>>;

function MatrixTable({ matrix: { items, workspaces } }: { readonly matrix: Matrix }) {
  const organization = useOrganization();
  const now = useNow(60);
  // Many names stand upright, so that all columns fit.
  const upright = workspaces.length > 6;
  return (
    <Stack gap="xs">
      <Group gap="md" component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label="Legend">
        {Object.values(signs).map(({ icon: Sign, label, color }) => (
          <Group key={label} component="li" gap={5} fz="sm">
            <Sign size={16} color={color} aria-hidden />
            {label}
          </Group>
        ))}
      </Group>
      <Paper withBorder className={classes["frame"]} tabIndex={0} role="region" aria-label="Objects and environments">
        <table className={classes["matrix"]} data-upright={upright || undefined}>
          <thead>
            <tr>
              <th scope="col">Object</th>
              {workspaces.map(({ id, name, oktaOrg }) => (
                <th key={id} scope="col" title={oktaOrg ? `${name}, ${oktaOrg.name}` : name}>
                  <PageLink to={paths.workspaceDrift(organization, name)} fz="sm" fw={600}>
                    {name}
                  </PageLink>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <MatrixRow key={row.address} row={row} columns={workspaces} now={now} />
            ))}
          </tbody>
        </table>
      </Paper>
    </Stack>
  );
}

function MatrixRow({ row, columns, now }: { readonly row: Row; readonly columns: readonly Column[]; readonly now: number }) {
  const name = row.drifts.find(({ objectName }) => objectName !== null)?.objectName;
  return (
    <tr>
      <th scope="row">
        {name !== undefined && (
          <Text fz="sm" fw={600} truncate title={name ?? ""}>
            {name}
          </Text>
        )}
        <Text fz="xs" c="dimmed" className="mono" truncate title={row.address} fw={400}>
          {row.address}
        </Text>
      </th>
      {columns.map((column) => (
        <td key={column.id}>
          <Cell row={row} column={column} now={now} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ row, column, now }: { readonly row: Row; readonly column: Column; readonly now: number }) {
  const organization = useOrganization();
  const drift = row.drifts.find(({ workspaceId }) => workspaceId === column.id);
  if (!drift) return <Still {...(row.managedBy.includes(column.id) ? signs["in-line"] : signs.absent)} />;
  const { icon: Sign, label, color } = drift.status === "accepted" ? signs.accepted : drift.kind === "missing" ? signs.missing : signs.drifted;
  const said = `${label}, found ${relativeTime(drift.since, now)}`;
  return (
    <PageLink to={paths.driftedObject(organization, drift.id)} className={classes["cell"] ?? ""} title={`${said} (${exactTime(drift.since)})`} aria-label={`${row.address} in ${column.name}: ${said}`}>
      <Sign size={18} color={color} aria-hidden />
    </PageLink>
  );
}

function Still({ icon: Sign, label, color }: Sign) {
  return (
    <span className={classes["cell"]} title={label}>
      <Sign size={16} color={color} aria-hidden />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
