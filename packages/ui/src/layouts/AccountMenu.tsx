import { ActionIcon, Menu } from "@mantine/core";
import { IconKey, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLinkTo } from "../components/PageLink.tsx";
import { useWhoAmI } from "../hooks/usePlace.ts";
import { paths } from "../paths.ts";

/** Who is signed in: one's own page, and the way out. */
export function AccountMenu() {
  const who = useWhoAmI();
  const queries = useQueryClient();
  const linkTo = useLinkTo();
  const signOut = async (): Promise<void> => {
    await api.accounts.signOut();
    queries.clear();
    // Everything of the person goes: the page is fetched anew.
    location.assign(paths.signIn());
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Account of ${who.name}`}>
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Signed in as {who.name}</Menu.Label>
        <Menu.Item leftSection={<IconKey size={16} aria-hidden />} {...linkTo(paths.account())}>
          Account and tokens
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
