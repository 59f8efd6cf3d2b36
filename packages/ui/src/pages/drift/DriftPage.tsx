import { PageHeader } from "../../components/PageHeader.tsx";

export function DriftPage() {
  return <PageHeader title="Drift" />;
}
