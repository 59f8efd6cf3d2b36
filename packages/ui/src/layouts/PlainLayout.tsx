import { Center, Container, Group, Paper, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Brand } from "./Brand.tsx";
import { ColorSchemeButton } from "./ColorSchemeButton.tsx";

/** The frame of what comes before anything else: signing in, setting up. One card in the middle. */
export function PlainLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Center mih="100vh" py="xl" component="main">
      <Container size={460} w="100%" px="sm">
        <Stack gap="md">
          <Group justify="space-between">
            <Brand />
            <ColorSchemeButton />
          </Group>
          <Paper withBorder p={{ base: "md", xs: "xl" }} shadow="xs">
            {children}
          </Paper>
        </Stack>
      </Container>
    </Center>
  );
}
