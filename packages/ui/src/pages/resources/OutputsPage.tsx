import { PageHeader } from "../../components/PageHeader.tsx";

export function OutputsPage() {
  return <PageHeader title="Outputs" />;
}
