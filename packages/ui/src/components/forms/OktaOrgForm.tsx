import type { OktaOrg } from "@lockstep/contract";
import { Button, Group, PasswordInput, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { useOrganization } from "../../hooks/usePlace.ts";
import { ChangeProblem } from "./ChangeProblem.tsx";
import { fieldErrors } from "./field-problems.ts";
import { readOktaAddress, writeOktaAddress } from "./okta-address.ts";

/** What a service app for a whole configuration is usually granted. */
const usualScopes = ["apps", "authenticators", "authorizationServers", "groups", "inlineHooks", "networkZones", "policies", "roles", "schemas", "trustedOrigins", "users"].map((area) => `okta.${area}.manage`).concat("okta.logs.read");

interface Values {
  readonly address: string;
  readonly name: string;
  readonly authentication: OktaOrg["authentication"];
  readonly apiToken: string;
  readonly clientId: string;
  readonly privateKey: string;
  readonly privateKeyId: string;
  readonly scopes: string;
}

const fields = ["address", "name", "authentication", "apiToken", "clientId", "privateKey", "privateKeyId", "scopes"] as const satisfies readonly (keyof Values)[];
const renamed = { orgName: "address", baseUrl: "address" } as const;

const valuesOf = (org: OktaOrg | undefined): Values => ({
  address: org ? writeOktaAddress(org) : "",
  name: org?.name ?? "",
  authentication: org?.authentication ?? "api_token",
  apiToken: "",
  clientId: org?.clientId ?? "",
  privateKey: "",
  privateKeyId: org?.privateKeyId ?? "",
  scopes: (org && org.scopes.length > 0 ? org.scopes : usualScopes).join("\n"),
});

interface Props {
  /** The connection that is changed; none: a new one. */
  readonly org?: OktaOrg;
  readonly onDone: (org: OktaOrg) => void;
  readonly onCancel?: () => void;
}

/** Connects an Okta org, or changes its connection: by address and an API token or a service app's key. The server looks at the org before it keeps anything. */
export function OktaOrgForm({ org, onDone, onCancel }: Props) {
  const organization = useOrganization();
  const form = useForm<Values>({ initialValues: valuesOf(org), validate: { address: (text) => (readOktaAddress(text) ? null : "Paste the address of the org, such as https://dev-123.okta.com.") } });
  const save = useChange(async (values: Values) => (org ? api.oktaOrgs.update({ params: { id: org.id }, body: bodyOf(values) }) : api.oktaOrgs.create({ params: { organization }, body: bodyOf(values) })), ["oktaOrgs", "workspaces"], onDone);
  const address = readOktaAddress(form.values.address);
  // A connection keeps its way in while only its name changes.
  const kept = org !== undefined && form.values.authentication === org.authentication;
  const submit = (values: Values): void => save.mutate(values, { onError: (problem) => form.setErrors(fieldErrors(problem, fields, renamed)) });
  return (
    <form onSubmit={form.onSubmit(submit)} aria-label={org ? `Okta org ${org.name}` : "New Okta org"}>
      <Stack gap="md" maw={640}>
        <TextInput
          label="Address of the org"
          description="As you have it: of the org or of its Admin Console."
          placeholder="https://dev-123.okta.com"
          required
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps("address")}
        />
        <TextInput label="Name" description={address && form.values.name === "" ? `How it is called here; else "${address.orgName}".` : "How it is called here."} placeholder={address?.orgName ?? ""} autoComplete="off" {...form.getInputProps("name")} />
        <Radio.Group label="Signs in with" {...form.getInputProps("authentication")}>
          <Group gap="lg" mt={6}>
            <Radio value="api_token" label="An API token" />
            <Radio value="private_key" label="A service app and its private key" />
          </Group>
        </Radio.Group>
        {form.values.authentication === "api_token" ? (
          <PasswordInput
            label="API token"
            description={kept ? "Leave it empty to keep the one there is." : "Admin Console, Security, API, Tokens. It can do what its admin can do; it is stored encrypted and never shown again."}
            required={!kept}
            autoComplete="off"
            {...form.getInputProps("apiToken")}
          />
        ) : (
          <ServiceApp form={form} kept={kept} />
        )}
        <ChangeProblem problem={save.error} fields={[...fields, ...Object.keys(renamed)]} />
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            {org ? "Save" : "Connect"}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel} disabled={save.isPending}>
              Cancel
            </Button>
          )}
          {save.isPending && (
            <Text size="sm" c="dimmed" role="status">
              Looking at the org…
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function ServiceApp({ form, kept }: { readonly form: Pick<UseFormReturnType<Values>, "getInputProps">; readonly kept: boolean }) {
  return (
    <>
      <TextInput label="Client id" description="Of an app of the kind API Services, that signs in with a public key." placeholder="0oa…" required autoComplete="off" {...form.getInputProps("clientId")} />
      <Textarea
        label="Private key"
        description={kept ? "Leave it empty to keep the one there is." : "PEM, whole, with its BEGIN and END lines. It is stored encrypted and never shown again."}
        required={!kept}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: "mono" }}
        {...form.getInputProps("privateKey")}
      />
      <TextInput label="Key id" description="Only where the app has several keys." autoComplete="off" {...form.getInputProps("privateKeyId")} />
      <Textarea label="Scopes" description="Those that the app was granted, under Okta API Scopes. Okta refuses everything when one of them was not." required autosize minRows={4} maxRows={14} spellCheck={false} classNames={{ input: "mono" }} {...form.getInputProps("scopes")} />
    </>
  );
}

/** What is sent: credentials only where some were typed, and only those of the chosen way. */
function bodyOf({ address, name, authentication, apiToken, clientId, privateKey, privateKeyId, scopes }: Values) {
  const read = readOktaAddress(address) ?? { orgName: address, baseUrl: "okta.com" };
  const way =
    authentication === "api_token"
      ? { ...(apiToken !== "" && { apiToken }) }
      : { clientId, privateKeyId: privateKeyId === "" ? null : privateKeyId, scopes: scopes.split(/[\s,]+/).filter((scope) => scope !== ""), ...(privateKey !== "" && { privateKey }) };
  return { ...read, name: name.trim() === "" ? read.orgName : name, authentication, ...way };
}
