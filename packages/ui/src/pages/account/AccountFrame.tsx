import { AppShell, Container, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { PageLink } from "../../components/PageLink.tsx";
import { useWhoAmI } from "../../hooks/usePlace.ts";
import { AccountMenu } from "../../layouts/AccountMenu.tsx";
import { Brand } from "../../layouts/Brand.tsx";
import { ColorSchemeButton } from "../../layouts/ColorSchemeButton.tsx";
import { paths } from "../../paths.ts";

/** The frame of what belongs to a person and to no organization; the way back to those leads past the sign. */
export function AccountFrame({ children }: { readonly children: ReactNode }) {
  const [first] = useWhoAmI().organizations;
  return (
    <AppShell header={{ height: 56 }} padding={0}>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="md" wrap="nowrap" miw={0}>
            <PageLink to="/" c="inherit" underline="never" aria-label="Lockstep: front page">
              <Brand />
            </PageLink>
            {first && (
              <PageLink to={paths.environments(first.name)} truncate>
                Back to {first.name}
              </PageLink>
            )}
          </Group>
          <Group gap={4} wrap="nowrap">
            <ColorSchemeButton />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1}>
        <Container size="md" py="lg" px={{ base: "sm", sm: "lg" }}>
          {children}
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}
