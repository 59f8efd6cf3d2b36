import { addressOf, auditRoutes, type AuditFormat } from "@lockstep/contract";
import { Button, Menu, Paper, Stack, Text } from "@mantine/core";
import { IconDownload, IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { NoPermission } from "../../components/NoPermission.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { Pager } from "../../components/Pager.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter } from "../../hooks/useFilter.ts";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { AuditFilters } from "./AuditFilters.tsx";
import { AuditRow } from "./AuditRow.tsx";
import { timesOf } from "./audit-words.ts";

const size = 50;

/** The record of every change. */
export function AuditLogSettings() {
  const organization = useOrganization();
  const may = useMay();
  if (may("audit.read")) return <AuditLog />;
  return (
    <>
      <PageHeader title="Audit log" within={organization} />
      <NoPermission title="You may not read the audit log">It takes the right to read the audit log. An owner of the organization gives it to a team of yours.</NoPermission>
    </>
  );
}

/** What is asked for, as the address says it. */
function useAsked(): Readonly<Record<string, string>> {
  const [action] = useFilter("action");
  const [actor] = useFilter("actor");
  const [subject] = useFilter("subject");
  const [search] = useFilter("search");
  const [from] = useFilter("from");
  const [to] = useFilter("to");
  return { ...(action !== "" && { action }), ...(actor !== "" && { actor }), ...(subject !== "" && { subject }), ...(search !== "" && { search }), ...timesOf(from, to) };
}

function AuditLog() {
  const organization = useOrganization();
  const asked = useAsked();
  const [page, setPage] = useFilter("page", "1");
  const query = useQuery({ ...ask("auditLog", "listAuditEvents", { params: { organization }, query: { ...asked, page: Number(page), size } }), placeholderData: keepPreviousData });
  const filtered = Object.keys(asked).length > 0;
  return (
    <>
      <PageHeader title="Audit log" within={organization} description="Who changed what, when and from where. Nothing in it can be changed." actions={<Download asked={asked} total={query.data?.total} />} />
      <Stack gap="sm">
        <AuditFilters />
        <Answered query={query}>
          {({ items, total }) =>
            items.length === 0 && !filtered ? (
              <Empty icon={IconHistory} title="Nothing on record">
                Every change of the organization would be here.
              </Empty>
            ) : items.length === 0 ? (
              <Paper withBorder p="lg">
                <Text>Nothing on record is like that.</Text>
              </Paper>
            ) : (
              <>
                <TableCard label="Changes" columns={[{ label: "When", width: 1 }, { label: "Who", width: 150 }, { label: "What" }, { label: "Details", width: 90 }]} minWidth={640}>
                  {items.map((event) => (
                    <AuditRow key={event.id} event={event} />
                  ))}
                </TableCard>
                <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="changes" />
              </>
            )
          }
        </Answered>
      </Stack>
    </>
  );
}

function Download({ asked, total }: { readonly asked: Readonly<Record<string, string>>; readonly total: number | undefined }) {
  const organization = useOrganization();
  const address = (format: AuditFormat): string => addressOf(auditRoutes.downloadAuditEvents, { organization }, { ...asked, format });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} disabled={total === undefined || total === 0}>
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{total === 1 ? "1 change" : `${total ?? 0} changes`}, as filtered</Menu.Label>
        <Menu.Item component="a" href={address("csv")} download>
          CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item component="a" href={address("jsonl")} download>
          JSON lines, for a log collector
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
