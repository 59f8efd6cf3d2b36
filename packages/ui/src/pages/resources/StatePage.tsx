import { PageHeader } from "../../components/PageHeader.tsx";

export function StatePage() {
  return <PageHeader title="State" />;
}
