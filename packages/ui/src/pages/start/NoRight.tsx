import { IconLock } from "@tabler/icons-react";
import { Empty } from "../../components/Empty.tsx";

/** Instead of the forms, to who may make no workspace. */
export const NoRight = () => (
  <Empty icon={IconLock} title="You may not create workspaces here">
    It takes the right to manage workspaces. Ask an owner of the organization for it, or for a workspace.
  </Empty>
);
