import { PageHeader } from "../../components/PageHeader.tsx";

export function StatesPage() {
  return <PageHeader title="States" />;
}
