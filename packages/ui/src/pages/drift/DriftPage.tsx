import { SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { PageHeader } from "../../components/PageHeader.tsx";
import { Moment } from "../../components/Moment.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { DriftList } from "./DriftList.tsx";
import { HistoryCard, useHistory } from "./HistoryCard.tsx";
import { MatrixView } from "./MatrixView.tsx";
import { NoDrift } from "./NoDrift.tsx";

const views = [
  { value: "objects", label: "Objects" },
  { value: "matrix", label: "Environments" },
];

/** What is not as its workspaces left it, in all orgs of the organization. */
export function DriftPage() {
  const [view] = useFilter("view", "objects");
  const [workspace] = useFilter("workspace");
  const [oktaOrg] = useFilter("org");
  const setFilters = useFilters();
  const history = useHistory({ ...(workspace !== "" && { workspace }), ...(oktaOrg !== "" && { oktaOrg }) });
  const empty = history.data ? <NoDrift looked={history.data.looked} /> : null;
  return (
    <>
      <PageHeader title="Drift" description="What in the orgs is not as its workspaces left it." />
      <Stack gap="md">
        {history.data ? <Counts history={history.data} /> : <Skeleton height={25} width={260} />}
        <HistoryCard query={history} />
        <SegmentedControl aria-label="View" data={views} value={view} onChange={(value) => setFilters({ view: value === "objects" ? undefined : value, page: undefined })} style={{ alignSelf: "flex-start" }} />
        {view === "matrix" ? <MatrixView empty={empty} /> : <DriftList empty={empty} />}
      </Stack>
    </>
  );
}

function Counts({ history: { open, accepted, oldestAt } }: { readonly history: NonNullable<ReturnType<typeof useHistory>["data"]> }) {
  return (
    <Text component="div" className="figures">
      <b>{open}</b> open{accepted > 0 && <>, <b>{accepted}</b> accepted</>}
      {oldestAt !== null && (
        <Text span c="dimmed">
          {" "}
          · the oldest was found <Moment at={oldestAt} />
        </Text>
      )}
    </Text>
  );
}
