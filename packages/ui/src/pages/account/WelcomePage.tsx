import { PageHeader } from "../../components/PageHeader.tsx";

export function WelcomePage() {
  return <PageHeader title="Welcome" />;
}
