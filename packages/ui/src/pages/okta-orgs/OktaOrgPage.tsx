import { PageHeader } from "../../components/PageHeader.tsx";

export function OktaOrgPage() {
  return <PageHeader title="OktaOrg" />;
}
