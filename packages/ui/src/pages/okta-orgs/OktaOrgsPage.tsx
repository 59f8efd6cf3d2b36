import { PageHeader } from "../../components/PageHeader.tsx";

export function OktaOrgsPage() {
  return <PageHeader title="OktaOrgs" />;
}
