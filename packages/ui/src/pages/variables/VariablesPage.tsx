import { PageHeader } from "../../components/PageHeader.tsx";

export function VariablesPage() {
  return <PageHeader title="Variables" />;
}
