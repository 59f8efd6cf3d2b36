import { PageHeader } from "../../components/PageHeader.tsx";

export function NotificationPage() {
  return <PageHeader title="Notification" />;
}
