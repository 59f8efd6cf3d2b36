import { Badge, Loader, Table, Text, Tooltip } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Moment, duration } from "../../components/Moment.tsx";
import { Pager } from "../../components/Pager.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { counted, requestsOf, scanReasons, type DriftScan } from "./drift-words.ts";

const size = 10;

const columns = [{ label: "When" }, { label: "What" }, { label: "Found" }, { label: "Objects read", right: true }, { label: "Requests", right: true }, { label: "Took", right: true }];

/** Looks at the org, the newest first, with what each cost. */
export function ScanList({ workspaceId }: { readonly workspaceId: string }) {
  const [page, setPage] = useState(1);
  const query = useQuery({ ...ask("drift", "scans", { params: { workspace: workspaceId }, query: { page, size } }), placeholderData: keepPreviousData });
  return (
    <Section title="Scans" description="Each look at the org. Some read only what the System Log told of; a full scan reads every object.">
      <Answered query={query}>
        {({ items, total }) =>
          total === 0 ? (
            <Text c="dimmed">Nobody has looked yet.</Text>
          ) : (
            <>
              <TableCard label="List of scans" columns={columns} minWidth={760}>
                {items.map((scan) => (
                  <ScanRow key={scan.id} scan={scan} />
                ))}
              </TableCard>
              <Pager page={page} size={size} total={total} onPage={setPage} of="scans" />
            </>
          )
        }
      </Answered>
    </Section>
  );
}

function ScanRow({ scan }: { readonly scan: DriftScan }) {
  const { kind, addresses, reason, scanned, requestCounts, createdAt, startedAt, finishedAt } = scan;
  return (
    <Table.Tr>
      <Table.Td>
        <Moment at={finishedAt ?? startedAt ?? createdAt} />
      </Table.Td>
      <Table.Td>
        {kind === "full" ? "Everything" : <Addresses addresses={addresses ?? []} />}
        <Text fz="xs" c="dimmed">
          {scanReasons[reason] ?? reason}
        </Text>
      </Table.Td>
      <Table.Td>
        <Found scan={scan} />
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {scanned ?? "–"}
      </Table.Td>
      <Table.Td ta="right" className="figures">
        <Requests counts={requestCounts} />
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {startedAt !== null && finishedAt !== null ? duration(Date.parse(finishedAt) - Date.parse(startedAt)) : "–"}
      </Table.Td>
    </Table.Tr>
  );
}

function Addresses({ addresses }: { readonly addresses: readonly string[] }) {
  const [first] = addresses;
  if (addresses.length === 1) return <span className="mono" style={{ overflowWrap: "anywhere" }}>{first}</span>;
  return (
    <Hint label={addresses.slice(0, 20).join("\n") + (addresses.length > 20 ? "\n…" : "")}>
      <span>{counted(addresses.length, "object")}</span>
    </Hint>
  );
}

function Found({ scan: { status, error, changed, missing } }: { readonly scan: DriftScan }) {
  if (status === "queued" || status === "running")
    return (
      <Badge variant="light" color="blue" radius="sm" tt="none" leftSection={<Loader size={11} color="blue" aria-hidden />} style={{ "--badge-color": "light-dark(var(--mantine-color-blue-9), var(--mantine-color-blue-2))" }}>
        {status === "queued" ? "Waits" : "Looking"}
      </Badge>
    );
  if (error)
    return (
      <Hint label={`${error.summary}: ${error.detail}`}>
        <Text span inherit c="var(--mantine-color-error)">
          Failed: {error.summary}
        </Text>
      </Hint>
    );
  const parts = [...((changed ?? 0) > 0 ? [`${changed} changed`] : []), ...((missing ?? 0) > 0 ? [`${missing} deleted`] : [])];
  return <>{parts.length === 0 ? <Text span inherit c="dimmed">no drift</Text> : parts.join(", ")}</>;
}

function Requests({ counts }: { readonly counts: DriftScan["requestCounts"] }) {
  const each = Object.entries(counts ?? {}).toSorted(([, a], [, b]) => b - a);
  if (each.length === 0) return <>{counts ? 0 : "–"}</>;
  return (
    <Hint label={each.map(([bucket, count]) => `${bucket}: ${count}`).join("\n")}>
      <span>{requestsOf(counts)}</span>
    </Hint>
  );
}

/** A text with more of it on hover and focus. */
function Hint({ label, children }: { readonly label: string; readonly children: ReactElement }) {
  return (
    <Tooltip label={label} multiline maw={420} events={{ hover: true, focus: true, touch: true }} styles={{ tooltip: { whiteSpace: "pre-line", overflowWrap: "anywhere" } }}>
      <span tabIndex={0} style={{ textDecoration: "underline dotted", textUnderlineOffset: 3 }}>
        {children}
      </span>
    </Tooltip>
  );
}
