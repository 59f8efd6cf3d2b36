import { PageHeader } from "../../components/PageHeader.tsx";

export function WorkspaceSettingsPage() {
  return <PageHeader title="WorkspaceSettings" />;
}
