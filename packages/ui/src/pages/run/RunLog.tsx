import { addressOf, isFinal, runRoutes, runStates } from "@lockstep/contract";
import { SegmentedControl, Stack } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { Empty } from "../../components/Empty.tsx";
import { LogView } from "../../components/LogView.tsx";
import { useLog } from "../../hooks/useLog.ts";
import { useFilter } from "../../hooks/useFilter.ts";
import type { Run } from "./run-words.ts";

type Phase = "plan" | "apply";

/** What the phases of a run say, while they say it. */
export function RunLog({ run }: { readonly run: Run }) {
  const usual: Phase = run.hasLog.apply || run.status === "applying" ? "apply" : "plan";
  const [wanted, setWanted] = useFilter("log", usual);
  const phase: Phase = wanted === "plan" ? "plan" : wanted === "apply" && usual === "apply" ? "apply" : usual;
  if (!run.hasLog.plan && !isWriting(run, "plan"))
    return (
      <Empty icon={IconFileText} title="No log yet">
        {isFinal(run.status) ? "This run ended before it began." : "What the plan says is shown here, line by line, once it begins."}
      </Empty>
    );
  return (
    <Stack gap="sm">
      {usual === "apply" && (
        <SegmentedControl
          aria-label="Phase"
          value={phase}
          onChange={setWanted}
          data={[
            { value: "plan", label: "Plan" },
            { value: "apply", label: "Apply" },
          ]}
          style={{ alignSelf: "flex-start" }}
        />
      )}
      <PhaseLog key={`${run.id} ${phase}`} run={run} phase={phase} />
    </Stack>
  );
}

const isWriting = ({ status }: Run, phase: Phase): boolean => (phase === "plan" ? status === "planning" : status === "applying");

function PhaseLog({ run, phase }: { readonly run: Run; readonly phase: Phase }) {
  const over = phase === "plan" ? runStates[run.status].phase !== "plan" && run.status !== "pending" : isFinal(run.status);
  const log = useLog(run.id, phase, !over);
  return <LogView log={log} running={isWriting(run, phase)} label={`Log of the ${phase}`} rawUrl={addressOf(runRoutes.downloadLog, { run: run.id, phase })} fileName={`${run.id}-${phase}.log`} />;
}
