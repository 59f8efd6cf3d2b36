import { Alert, Box, Button, Group, Paper, Stack, Text, Textarea } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Moment } from "../../components/Moment.tsx";
import { wordsOf } from "../../components/PageProblem.tsx";
import { eventWords, type Run, type RunEvent } from "./run-words.ts";

/** What happened to a run and what was said about it, in one list, and a form to say something. A comment changes nothing. */
export function RunActivity({ run, events }: { readonly run: Run; readonly events: UseQueryResult<{ items: RunEvent[] }> }) {
  return (
    <Stack gap="lg" maw={820}>
      <Answered query={events}>
        {({ items }) => (
          <Stack component="ol" gap={6} m={0} p={0} style={{ listStyle: "none" }} aria-label="Activity">
            {items.map((event) => (
              <li key={event.id}>{event.comment === null ? <Happened event={event} /> : <Said event={event} comment={event.comment} />}</li>
            ))}
          </Stack>
        )}
      </Answered>
      {run.actions.comment && <CommentForm run={run} />}
    </Stack>
  );
}

function Happened({ event }: { readonly event: RunEvent }) {
  const { by, at, description, action } = event;
  const person = by.kind !== "system";
  return (
    <Text fz="sm" component="div" {...(!person && { c: "dimmed" })} style={{ overflowWrap: "anywhere" }}>
      {person && <b>{by.name} </b>}
      {eventWords(event)}
      {description !== "" && action !== "created" && `: ${description}`} · <Moment at={at} />
    </Text>
  );
}

const Said = ({ event: { by, at }, comment }: { readonly event: RunEvent; readonly comment: string }) => (
  <Paper withBorder px="md" py="sm">
    <Text fz="sm" c="dimmed" component="div">
      <b>{by.name}</b> commented · <Moment at={at} />
    </Text>
    <Box style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{comment}</Box>
  </Paper>
);

function CommentForm({ run }: { readonly run: Run }) {
  const [body, setBody] = useState("");
  const say = useChange(async (text: string) => api.runs.commentOnRun({ params: { run: run.id }, body: { body: text } }), ["runs"], () => setBody(""));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (body.trim() !== "") say.mutate(body.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea label="Comment" description="Does not change the run." value={body} onChange={({ currentTarget: { value } }) => setBody(value)} autosize minRows={2} maxRows={12} maxLength={10_000} />
        {say.error && (
          <Alert color="red" role="alert" title={wordsOf(say.error).title}>
            {wordsOf(say.error).detail}
          </Alert>
        )}
        <Group>
          <Button type="submit" variant="default" loading={say.isPending} disabled={body.trim() === ""}>
            Add comment
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
