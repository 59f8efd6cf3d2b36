import { PageHeader } from "../../components/PageHeader.tsx";

export function ResourcePage() {
  return <PageHeader title="Resource" />;
}
