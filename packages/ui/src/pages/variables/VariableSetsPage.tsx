import { PageHeader } from "../../components/PageHeader.tsx";

export function VariableSetsPage() {
  return <PageHeader title="VariableSets" />;
}
