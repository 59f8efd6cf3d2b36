import { Stack } from "@mantine/core";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { DriftList } from "./DriftList.tsx";
import { HistoryCard, useHistory } from "./HistoryCard.tsx";
import { NoDrift } from "./NoDrift.tsx";
import { LookNow, ScanSummary } from "./ScanSummary.tsx";
import { ScanList } from "./ScanList.tsx";

/** The drift of a workspace, and how it was looked for. */
export function WorkspaceDriftPage() {
  const { id, name } = useWorkspace();
  const history = useHistory({ workspace: name });
  return (
    <>
      <PageHeader title="Drift" within={name} description="What in the org is not as this workspace left it." actions={<LookNow workspaceId={id} />} />
      <Stack gap="md">
        <ScanSummary workspaceId={id} />
        <DriftList workspace={name} empty={history.data ? <NoDrift looked={history.data.looked} /> : null} />
        <HistoryCard query={history} />
        <ScanList workspaceId={id} />
      </Stack>
    </>
  );
}
