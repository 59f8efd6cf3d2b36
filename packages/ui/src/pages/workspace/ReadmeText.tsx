import { Box, Table, Text, Title, type TitleOrder } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import type { ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

/** Headings of the text stand below the page's own. */
const heading = (order: TitleOrder) =>
  function Heading({ children }: { readonly children?: ReactNode }) {
    return (
      <Title order={order} size={order === 3 ? "h2" : "h3"} mt="md" mb={6}>
        {children}
      </Title>
    );
  };

const monospace = { overflowX: "auto", background: "light-dark(var(--mantine-color-gray-1), var(--mantine-color-dark-6))", borderRadius: "var(--mantine-radius-md)" } as const;

const components: Components = {
  h1: heading(3),
  h2: heading(4),
  h3: heading(5),
  h4: heading(6),
  h5: heading(6),
  h6: heading(6),
  // A place in the page or a page elsewhere; a file of the repository has no address here.
  a: ({ href = "", children }) =>
    /^https?:\/\//.test(href) ? (
      <a href={href} target="_blank" rel="noreferrer" style={{ color: "var(--mantine-color-anchor)" }}>
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  // Pages load nothing from elsewhere: who shows a picture would learn who looks at it.
  img: ({ alt = "", src = "" }) => (
    <Text span c="dimmed" inherit title={typeof src === "string" ? src : undefined}>
      <IconPhoto size={14} aria-hidden style={{ verticalAlign: "text-bottom" }} /> {alt === "" ? "picture" : alt}
    </Text>
  ),
  input: ({ checked }) => <span role="img" aria-label={checked === true ? "done" : "to do"}>{checked === true ? "☑" : "☐"}</span>,
  pre: ({ children }) => (
    <Box component="pre" p="sm" my="sm" fz="sm" tabIndex={0} style={monospace}>
      {children}
    </Box>
  ),
  table: ({ children }) => (
    <Box tabIndex={0} my="sm" style={{ overflowX: "auto" }}>
      <Table withTableBorder withColumnBorders w="auto">
        {children}
      </Table>
    </Box>
  ),
  tr: ({ children }) => <Table.Tr>{children}</Table.Tr>,
  th: ({ children }) => <Table.Th>{children}</Table.Th>,
  td: ({ children }) => <Table.Td>{children}</Table.Td>,
  hr: () => <Box component="hr" my="md" style={{ border: 0, borderTop: "1px solid var(--mantine-color-default-border)" }} />,
};

/** Markdown as GitHub writes it, without HTML and without pictures. */
export function ReadmeText({ text }: { readonly text: string }) {
  return (
    <Box mt={/^\s*#/.test(text) ? "-md" : 0} style={{ overflowWrap: "anywhere", lineHeight: 1.6 }}>
      <Markdown remarkPlugins={[remarkGfm]} components={components} skipHtml>
        {text}
      </Markdown>
    </Box>
  );
}
