import { PageHeader } from "../../components/PageHeader.tsx";

export function TeamPage() {
  return <PageHeader title="Team" />;
}
