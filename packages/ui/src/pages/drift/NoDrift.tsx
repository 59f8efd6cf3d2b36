import { IconShieldCheck, IconWaveSine } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { AnswerOf } from "../../api/queries.ts";
import { Empty } from "../../components/Empty.tsx";
import { Moment } from "../../components/Moment.tsx";
import { counted } from "./drift-words.ts";

type Looked = AnswerOf<"drift", "history">["looked"];

/** In the place of the list where there is no drift: what that is worth. */
export function NoDrift({ looked: { at, workspaces, scanned, objects, requests }, action }: { readonly looked: Looked; readonly action?: ReactNode }) {
  if (at === null)
    return (
      <Empty icon={IconWaveSine} title="Nobody has looked yet" action={action}>
        {workspaces === 0 ? "There is no workspace to look into." : "Here is what somebody changes in an org by hand. The System Log of an org is followed from the first apply of a workspace on; a schedule looks at everything."}
      </Empty>
    );
  return (
    <Empty icon={IconShieldCheck} title="No drift" action={action}>
      Last looked <Moment at={at} />
      {scanned > 0 ? `: the last full ${scanned === 1 ? "scan" : "scans"} read ${counted(objects, "object")} with ${counted(requests, "request")}.` : ", as far as the System Log told of changes. A full scan has not been made yet."}
      {workspaces > 1 && scanned < workspaces && scanned > 0 && ` ${counted(scanned, "workspace")} of ${workspaces} had one.`}
    </Empty>
  );
}
