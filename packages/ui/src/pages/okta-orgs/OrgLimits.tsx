import { Box, Group, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useNow } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { gaugesOf, type Gauge } from "./gauges.ts";

/** How often the limits are asked for while somebody looks; the server itself asks the org at most every 15 seconds. */
const everyMilliseconds = 5000;

/** The org's rate limits as they are now. */
export function OrgLimits({ id }: { readonly id: string }) {
  const query = useQuery({ ...ask("oktaOrgs", "gauges", { params: { id } }), refetchInterval: everyMilliseconds });
  const now = useNow(1);
  return (
    <Section title="Rate limits" description="Of every program and person that uses the org together, by group of endpoints. Lockstep stays within half of each: up to the mark.">
      <Answered query={query} loading={<Loading rows={4} height={40} />}>
        {({ limits }) =>
          limits.length === 0 ? (
            <Text size="sm" c="dimmed">The org said nothing of its limits yet. They come with its first answer.</Text>
          ) : (
            <Stack gap="md" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
              {gaugesOf(limits, now).map((gauge) => (
                <Bar key={gauge.bucket} gauge={gauge} />
              ))}
            </Stack>
          )
        }
      </Answered>
    </Section>
  );
}

const colorOf = (used: number): string => (used < 0.5 ? "teal" : used < 0.8 ? "yellow" : "red");

function Bar({ gauge: { bucket, limit, remaining, used, secondsLeft } }: { readonly gauge: Gauge }) {
  return (
    <li data-bucket={bucket}>
      <Group justify="space-between" gap={8} mb={4}>
        <Text className="mono">{bucket}</Text>
        <Text size="sm" className="figures">
          <Text span inherit fw={600}>
            {remaining}
          </Text>{" "}
          of {limit} left
          <Text span inherit c="dimmed">
            {secondsLeft === 0 ? ", all free" : `, resets in ${secondsLeft} s`}
          </Text>
        </Text>
      </Group>
      <Box pos="relative">
        <Progress.Root size="lg">
          <Progress.Section value={used * 100} color={colorOf(used)} aria-label={`${bucket}: share that is used`} />
        </Progress.Root>
        <Box pos="absolute" left="50%" top={-2} bottom={-2} w={2} bg="var(--mantine-color-dimmed)" aria-hidden />
      </Box>
    </li>
  );
}
