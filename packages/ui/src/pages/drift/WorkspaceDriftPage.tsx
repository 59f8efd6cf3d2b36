import { PageHeader } from "../../components/PageHeader.tsx";

export function WorkspaceDriftPage() {
  return <PageHeader title="WorkspaceDrift" />;
}
