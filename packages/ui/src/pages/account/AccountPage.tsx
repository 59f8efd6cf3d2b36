import { ScrollArea, Stack, Tabs } from "@mantine/core";
import { Suspense } from "react";
import { Loading } from "../../components/Loading.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useFilters, useFilter } from "../../hooks/useFilter.ts";
import { useWhoAmI } from "../../hooks/usePlace.ts";
import { AccountFrame } from "./AccountFrame.tsx";
import { AllAccounts } from "./AllAccounts.tsx";
import { OwnOrganizations } from "./OwnOrganizations.tsx";
import { OwnTokens } from "./OwnTokens.tsx";
import { Password } from "./Password.tsx";
import { Profile } from "./Profile.tsx";
import { Sessions } from "./Sessions.tsx";

const tabs = [
  { value: "account", label: "Account", forAdmins: false },
  { value: "organizations", label: "Organizations", forAdmins: false },
  { value: "tokens", label: "Tokens", forAdmins: false },
  { value: "sessions", label: "Sessions", forAdmins: false },
  { value: "accounts", label: "All accounts", forAdmins: true },
] as const;

/** Oneself: name, password, tokens, where one is signed in, where one belongs; and for admins of the site everybody. */
export function AccountPage() {
  return (
    <AccountFrame>
      <Suspense fallback={<Loading />}>
        <Account />
      </Suspense>
    </AccountFrame>
  );
}

function Account() {
  const { account, organizations } = useWhoAmI();
  // Who is in no organization has one question.
  const usual = organizations.length === 0 ? "organizations" : "account";
  const [asked] = useFilter("tab", usual);
  const setFilters = useFilters();
  const shown = tabs.filter(({ forAdmins }) => !forAdmins || account?.siteAdmin === true);
  const current = shown.find(({ value }) => value === asked)?.value ?? "account";
  return (
    <>
      <PageHeader title="Your account" description={account ? (account.username === account.email ? account.email : `${account.username}, ${account.email}`) : undefined} />
      <Tabs value={current} onChange={(tab) => setFilters({ tab: tab === null || tab === usual ? undefined : tab, search: undefined, page: undefined })} keepMounted={false}>
        <ScrollArea type="never" scrollbars="x">
          <Tabs.List style={{ flexWrap: "nowrap" }} aria-label="Your account">
            {shown.map(({ value, label }) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </ScrollArea>
        <Tabs.Panel value="account" pt="md">
          <Stack>
            <Profile />
            <Password />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="organizations" pt="md">
          <OwnOrganizations />
        </Tabs.Panel>
        <Tabs.Panel value="tokens" pt="md">
          <OwnTokens />
        </Tabs.Panel>
        <Tabs.Panel value="sessions" pt="md">
          <Sessions />
        </Tabs.Panel>
        <Tabs.Panel value="accounts" pt="md">
          <AllAccounts />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
