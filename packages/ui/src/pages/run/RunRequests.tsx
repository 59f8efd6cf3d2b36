import { Progress, Stack, Table, Text } from "@mantine/core";
import { IconGauge } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Empty } from "../../components/Empty.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { costsOf, totalOf, type BucketCost } from "./request-cost.ts";
import type { Run } from "./run-words.ts";

const columns = [{ label: "Bucket" }, { label: "Plan", right: true, width: 90 }, { label: "Forecast", right: true, width: 100 }, { label: "Apply", right: true, width: 90 }];
const limitColumn = { label: "The org's limit now", width: 240 };

/** What a run costs: requests by rate-limit bucket, what the apply will need, and what the org has left. */
export function RunRequests({ run: { requests } }: { readonly run: Run }) {
  const organization = useOrganization();
  const { oktaOrg } = useWorkspace();
  const gauges = useQuery({ ...ask("oktaOrgs", "gauges", { params: { id: oktaOrg?.id ?? "" } }), enabled: oktaOrg !== null });
  const costs = costsOf(requests, gauges.data?.limits ?? []);
  if (costs.length === 0)
    return (
      <Empty icon={IconGauge} title="No requests">
        {requests.plan ? "This run asked the org nothing." : "What the plan asks the org is counted here, by rate-limit bucket."}
      </Empty>
    );
  const minutes = Math.max(0, ...costs.map((each) => each.minutes ?? 0));
  return (
    <Stack gap="sm">
      <Text component="div">
        {sentence(requests)}
        {requests.forecast && !requests.apply && minutes > 1 && ` Within half of the org's limits that takes ${minutes} minutes or longer.`}
      </Text>
      <TableCard label="Requests by bucket" columns={oktaOrg ? [...columns, limitColumn] : columns} minWidth={oktaOrg ? 620 : 420}>
        {costs.map((cost) => (
          <CostRow key={cost.bucket} cost={cost} limits={oktaOrg !== null} />
        ))}
      </TableCard>
      {oktaOrg ? (
        <Text fz="sm" c="dimmed">
          All limits of <PageLink to={paths.oktaOrg(organization, oktaOrg.id)}>{oktaOrg.name}</PageLink>
        </Text>
      ) : (
        <Text fz="sm" c="dimmed">
          The org of this workspace is given by its variables. Connect it under Okta orgs to see its limits here.
        </Text>
      )}
    </Stack>
  );
}

function sentence({ plan, forecast, apply }: Run["requests"]): string {
  const said = [
    plan && `The plan took ${count(totalOf(plan))}.`,
    apply ? `The apply took ${count(totalOf(apply))}.` : forecast && Object.keys(forecast).length > 0 && `The apply will take about ${count(totalOf(forecast))}.`,
  ];
  return said.filter((part) => typeof part === "string").join(" ");
}

const count = (requests = 0): string => `${requests} ${requests === 1 ? "request" : "requests"}`;

function CostRow({ cost: { bucket, plan, forecast, apply, limit, remaining }, limits }: { readonly cost: BucketCost; readonly limits: boolean }) {
  return (
    <Table.Tr>
      <Table.Td className="mono" style={{ overflowWrap: "anywhere" }}>
        {bucket}
      </Table.Td>
      {[plan, forecast, apply].map((requests, at) => (
        <Table.Td key={at} ta="right" className="figures">
          {requests ?? "–"}
        </Table.Td>
      ))}
      {limits && (
        <Table.Td>
          {limit === undefined || remaining === undefined ? (
            <Text c="dimmed" fz="sm">
              not asked lately
            </Text>
          ) : (
            <Stack gap={2}>
              <Text fz="sm" className="figures">
                {remaining} of {limit} left
              </Text>
              <Progress value={(remaining / limit) * 100} size="sm" aria-label={`${remaining} of ${limit} left of ${bucket}`} color={remaining * 2 < limit ? "orange.8" : "green.8"} />
            </Stack>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
}
