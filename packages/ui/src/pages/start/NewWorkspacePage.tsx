import { PageHeader } from "../../components/PageHeader.tsx";

export function NewWorkspacePage() {
  return <PageHeader title="NewWorkspace" />;
}
