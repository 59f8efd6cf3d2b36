import { PageHeader } from "../../components/PageHeader.tsx";

export function WorkspaceRunsPage() {
  return <PageHeader title="WorkspaceRuns" />;
}
