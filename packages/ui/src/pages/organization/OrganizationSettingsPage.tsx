import { PageHeader } from "../../components/PageHeader.tsx";

export function OrganizationSettingsPage() {
  return <PageHeader title="OrganizationSettings" />;
}
