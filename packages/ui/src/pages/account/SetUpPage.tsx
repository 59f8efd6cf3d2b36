import { PageHeader } from "../../components/PageHeader.tsx";

export function SetUpPage() {
  return <PageHeader title="SetUp" />;
}
