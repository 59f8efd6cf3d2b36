import { PageHeader } from "../../components/PageHeader.tsx";

export function ResourcesPage() {
  return <PageHeader title="Resources" />;
}
