import "react-diff-view/style/index.css";
import "./TextDiff.css";
import { Box, Text } from "@mantine/core";
import { createTwoFilesPatch, diffWordsWithSpace } from "diff";
import { useMemo } from "react";
import { Diff, Hunk, parseDiff } from "react-diff-view";
import { changeColors } from "./ChangeCounts.tsx";

/** A long text and what becomes of it: by lines, or by words where it is a single line. */
export function TextDiff({ before, after }: { readonly before: string; readonly after: string }) {
  return before.includes("\n") || after.includes("\n") ? <LineDiff before={before} after={after} /> : <WordDiff before={before} after={after} />;
}

function LineDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const file = useMemo(() => {
    const patch = createTwoFilesPatch("a", "b", before, after, "", "", { context: 3 });
    return parseDiff(`diff --git a/a b/b\n${patch.split("\n").slice(1).join("\n")}`, { nearbySequences: "zip" })[0];
  }, [before, after]);
  if (!file) return null;
  return (
    <Box className="text-diff" tabIndex={0} role="region" aria-label="Lines before and after">
      <Diff viewType="unified" diffType="modify" hunks={file.hunks}>
        {(hunks) => hunks.map((hunk) => <Hunk key={hunk.content} hunk={hunk} />)}
      </Diff>
    </Box>
  );
}

function WordDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const pieces = useMemo(() => diffWordsWithSpace(before, after), [before, after]);
  return (
    <Text fz="sm" className="mono" style={{ overflowWrap: "anywhere" }}>
      {pieces.map(({ value, added, removed }, at) =>
        added ? (
          <Text key={at} component="ins" inherit c={changeColors.add} fw={600}>
            {value}
          </Text>
        ) : removed ? (
          <Text key={at} component="del" inherit c={changeColors.destroy}>
            {value}
          </Text>
        ) : (
          value
        ),
      )}
    </Text>
  );
}
