import { PageHeader } from "../../components/PageHeader.tsx";

export function DriftedObjectPage() {
  return <PageHeader title="DriftedObject" />;
}
