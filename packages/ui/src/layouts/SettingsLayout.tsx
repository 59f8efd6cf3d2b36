import { Box, Button, Flex, Menu, NavLink } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLinkTo } from "../components/PageLink.tsx";

interface SettingsPage {
  readonly value: string;
  readonly label: string;
  readonly to: string;
}

/** Settings: their pages as a list at the side, which on a narrow screen is a menu above the content. `label` says whose settings they are. */
export function SettingsLayout({ label, pages, current, children }: { readonly label: string; readonly pages: readonly SettingsPage[]; readonly current: string; readonly children: ReactNode }) {
  const linkTo = useLinkTo();
  const here = pages.find(({ value }) => value === current);
  return (
    <Flex direction={{ base: "column", md: "row" }} gap={{ base: "md", md: "xl" }} align="stretch">
      <Box component="nav" aria-label={label} w={180} visibleFrom="md" style={{ flexShrink: 0 }}>
        {pages.map((page) => (
          <NavLink key={page.value} label={page.label} active={page.value === current} aria-current={page.value === current ? "page" : undefined} {...linkTo(page.to)} style={{ borderRadius: "var(--mantine-radius-md)" }} />
        ))}
      </Box>
      <Box component="nav" aria-label={label} hiddenFrom="md">
        <Menu width="target" position="bottom-start">
          <Menu.Target>
            <Button variant="default" fullWidth justify="space-between" rightSection={<IconSelector size={16} aria-hidden />}>
              {here?.label ?? "Choose a page"}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {pages.map((page) => (
              <Menu.Item key={page.value} leftSection={page.value === current ? <IconCheck size={16} aria-hidden /> : <span style={{ width: 16 }} />} {...linkTo(page.to)}>
                {page.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Box>
      <Box flex={1} miw={0}>
        {children}
      </Box>
    </Flex>
  );
}
