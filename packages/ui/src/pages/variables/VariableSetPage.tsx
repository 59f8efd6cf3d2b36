import { PageHeader } from "../../components/PageHeader.tsx";

export function VariableSetPage() {
  return <PageHeader title="VariableSet" />;
}
