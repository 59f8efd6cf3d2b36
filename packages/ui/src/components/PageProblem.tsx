import { ApiProblem } from "@lockstep/contract";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { IconAlertTriangle, IconLock, IconMapPinQuestion } from "@tabler/icons-react";
import { useTitle } from "../hooks/useTitle.ts";

/** A problem in words: its title and what to do. */
export function wordsOf(problem: unknown): { readonly title: string; readonly detail: string } {
  if (problem instanceof ApiProblem) return { title: sentence(problem.title), detail: problem.message };
  if (problem instanceof TypeError && /fetch|network/i.test(problem.message)) return { title: "The server does not answer", detail: "Look whether Lockstep is running and whether you reach its network. This page asks again by itself." };
  return { title: "This page broke", detail: problem instanceof Error ? problem.message : String(problem) };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is shown instead of a page, or of a part of it, that could not be shown. */
export function ProblemNote({ problem, onRetry }: { readonly problem: unknown; readonly onRetry?: () => void }) {
  const { title, detail } = wordsOf(problem);
  const hidden = problem instanceof ApiProblem && (problem.status === 403 || problem.status === 404);
  const Icon = hidden ? IconLock : IconAlertTriangle;
  return (
    <Paper withBorder p="lg" role="alert" maw={720}>
      <Group align="flex-start" wrap="nowrap">
        <Icon size={22} aria-hidden style={{ flexShrink: 0 }} />
        <Stack gap={6}>
          <Title order={2}>{title}</Title>
          <Text>{detail}</Text>
          {onRetry && !hidden && (
            <Group mt="xs">
              <Button variant="default" onClick={onRetry}>
                Try again
              </Button>
            </Group>
          )}
        </Stack>
      </Group>
    </Paper>
  );
}

/** In the place of a page that failed. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  useTitle("Problem");
  return (
    <Stack p="md">
      <ProblemNote
        problem={error}
        onRetry={() => {
          queries.reset();
          reset();
          void router.invalidate();
        }}
      />
    </Stack>
  );
}

/** At an address that is no page's. */
export function NoPage() {
  useTitle("No such page");
  return (
    <Stack p="xl" align="center" gap="xs" mt="xl">
      <IconMapPinQuestion size={40} aria-hidden />
      <Title order={1}>There is no page at this address</Title>
      <Text c="dimmed">It may have been moved or deleted, or the link is not whole.</Text>
      <Button component="a" href="/" variant="default" mt="sm">
        To the environments
      </Button>
    </Stack>
  );
}
