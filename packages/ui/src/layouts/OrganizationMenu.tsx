import { Button, Menu, Text } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useLinkTo } from "../components/PageLink.tsx";
import { useOrganization, useWhoAmI } from "../hooks/usePlace.ts";
import { paths } from "../paths.ts";

/** The organization one is in; who belongs to several may choose. */
export function OrganizationMenu() {
  const current = useOrganization();
  const { organizations } = useWhoAmI();
  const linkTo = useLinkTo();
  if (organizations.length < 2)
    return (
      <Text fw={600} truncate maw={180}>
        {current}
      </Text>
    );
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button variant="subtle" color="gray" px="xs" rightSection={<IconSelector size={16} aria-hidden />} aria-label={`Organization ${current}, choose another`}>
          <Text fw={600} truncate maw={160}>
            {current}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {organizations.map(({ id, name }) => (
          <Menu.Item key={id} leftSection={name === current ? <IconCheck size={16} aria-hidden /> : <span style={{ width: 16 }} />} {...linkTo(paths.environments(name))}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
