import { vcsKindNames, vcsKinds, type VcsKind } from "@lockstep/contract";
import { Button, Group, PasswordInput, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { api } from "../../api/client.ts";
import { useChange, type AnswerOf } from "../../api/queries.ts";
import { useOrganization } from "../../hooks/usePlace.ts";
import { ChangeProblem } from "./ChangeProblem.tsx";
import { fieldErrors } from "./field-problems.ts";
import { splitRepository, transportOf } from "./git-address.ts";

export type VcsConnection = AnswerOf<"vcs", "readVcsConnection">;
export type VcsWebhook = AnswerOf<"vcs", "renewVcsWebhook">;

/** What of a connection is typed; of a change, empty secrets keep those there are. */
const given = ["name", "httpUrl", "apiUrl", "username", "token", "appId", "installationId", "privateKey", "sshKey", "knownHosts", "repository"] as const;
type Field = (typeof given)[number];
type Values = Readonly<Record<Field, string>> & { readonly kind: VcsKind };
type Form = Pick<UseFormReturnType<Values>, "getInputProps" | "values" | "setValues">;

const names: Readonly<Record<VcsKind, string>> = { github_app: "GitHub", github_token: "GitHub", gitlab: "GitLab", git: "Git" };

const valuesOf = (connection: VcsConnection | undefined): Values => ({
  kind: connection?.kind ?? "github_app",
  name: connection?.name ?? "",
  httpUrl: connection?.httpUrl ?? "",
  apiUrl: connection?.apiUrl ?? "",
  username: connection?.username ?? "",
  token: "",
  appId: connection?.appId ?? "",
  installationId: connection?.installationId ?? "",
  privateKey: "",
  sshKey: "",
  knownHosts: connection?.knownHosts ?? "",
  repository: "",
});

export interface Connected {
  readonly connection: VcsConnection;
  /** Of a new connection; its secret is shown this once. */
  readonly webhook: VcsWebhook | undefined;
  /** The repository that was named to try it with, or "". */
  readonly repository: string;
}

interface Props {
  /** The connection that is changed; none: a new one. */
  readonly connection?: VcsConnection;
  readonly onDone: (connected: Connected) => void;
  readonly onCancel?: () => void;
}

/** Connects a Git host, or changes the connection. The server tries it before it keeps anything. */
export function VcsConnectionForm({ connection, onDone, onCancel }: Props) {
  const organization = useOrganization();
  const form = useForm<Values>({ initialValues: valuesOf(connection) });
  const { kind } = form.values;
  const save = useChange(async (values: Values) => saved(organization, connection, values), ["vcs"], (done, { repository }) => onDone({ ...done, repository: repository.trim() }));
  const submit = (values: Values): void => save.mutate(values, { onError: (problem) => form.setErrors(fieldErrors(problem, given)) });
  return (
    <form onSubmit={form.onSubmit(submit)} aria-label={connection ? `Connection ${connection.name}` : "New connection to a Git host"}>
      <Stack gap="md" maw={640}>
        {!connection && (
          <Radio.Group label="Where is the repository?" {...form.getInputProps("kind")}>
            <Group gap="lg" mt={6}>
              {vcsKindNames.map((each) => (
                <Radio key={each} value={each} label={vcsKinds[each].label} />
              ))}
            </Group>
          </Radio.Group>
        )}
        {kind === "git" ? <PlainGit form={form} connection={connection} /> : <Host form={form} connection={connection} />}
        <TextInput label="Name" description={form.values.name === "" ? `How the connection is called here; else "${names[kind]}".` : "How the connection is called here."} placeholder={names[kind]} autoComplete="off" {...form.getInputProps("name")} />
        <ChangeProblem problem={save.error} fields={given} />
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            {connection ? "Save" : "Connect"}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel} disabled={save.isPending}>
              Cancel
            </Button>
          )}
          {save.isPending && (
            <Text size="sm" c="dimmed" role="status">
              Asking the host…
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface Part {
  readonly form: Form;
  readonly connection: VcsConnection | undefined;
}

const keeps = "Leave it empty to keep the one there is.";

/** GitHub and GitLab: proof of who we are, and the address where it is a server of one's own. */
function Host({ form, connection }: Part) {
  const { kind } = form.values;
  const row = vcsKinds[kind];
  const field = (name: Field) => form.getInputProps(name);
  const has = (name: Field): boolean => (row.needs as readonly string[]).includes(name);
  return (
    <>
      {has("appId") && <TextInput label="App id" description="Of your GitHub app. It needs: contents read; checks and pull requests write." required={!connection} inputMode="numeric" autoComplete="off" {...field("appId")} />}
      {has("installationId") && <TextInput label="Installation id" description="The number at the end of the installation's address." required={!connection} inputMode="numeric" autoComplete="off" {...field("installationId")} />}
      {has("privateKey") && <Textarea label="Private key" description={connection?.hasPrivateKey ? keeps : "PEM, whole, as GitHub gave it. It is stored encrypted and never shown again."} required={!connection} autosize minRows={3} maxRows={8} spellCheck={false} classNames={{ input: "mono" }} {...field("privateKey")} />}
      {has("token") && <PasswordInput label="Token" description={connection?.hasToken ? keeps : kind === "gitlab" ? "With the scope api. It is stored encrypted and never shown again." : "With the rights contents, pull requests and commit statuses. It is stored encrypted and never shown again."} required={!connection} autoComplete="off" {...field("token")} />}
      <TextInput label="Address of a server of your own" description={`Only where it is not ${row.httpUrl ?? ""}.`} placeholder={kind === "gitlab" ? "https://gitlab.example.com" : "https://github.example.com"} inputMode="url" autoComplete="off" {...field("httpUrl")} />
    </>
  );
}

/** Plain Git: an address, and what proves us on that way. */
function PlainGit({ form, connection }: Part) {
  const field = (name: Field) => form.getInputProps(name);
  const transport = transportOf(form.values.httpUrl);
  const split = (): void => {
    const { address, repository } = splitRepository(form.values.httpUrl);
    if (repository !== "") form.setValues({ httpUrl: address, repository });
  };
  return (
    <>
      <TextInput
        label="Address"
        description="Of one repository, or of the place where repositories are: https://…, ssh://git@…, git@host:…, or a folder of the server."
        placeholder="https://git.example.com/identity/okta.git"
        required
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        {...field("httpUrl")}
        onBlur={split}
      />
      <TextInput label="Repository" description="Its name below that address; the connection is tried with it." placeholder="okta.git" autoComplete="off" spellCheck={false} {...field("repository")} />
      {transport === "https" && (
        <>
          <TextInput label="User name" description="Where the host asks for one beside the token." autoComplete="off" {...field("username")} />
          <PasswordInput label="Token or password" description={connection?.hasToken ? keeps : "Empty: the repository can be read by everybody."} autoComplete="off" {...field("token")} />
        </>
      )}
      {transport === "ssh" && (
        <>
          <Textarea label="SSH key" description={connection?.hasSshKey ? keeps : "The private key, whole. It is stored encrypted and never shown again."} required={!connection?.hasSshKey} autosize minRows={3} maxRows={8} spellCheck={false} classNames={{ input: "mono" }} {...field("sshKey")} />
          <Textarea label="Known hosts" description="Lines of a known_hosts file. Empty: the key that the host shows first is kept, and must stay." autosize minRows={2} maxRows={6} spellCheck={false} classNames={{ input: "mono" }} {...field("knownHosts")} />
        </>
      )}
    </>
  );
}

async function saved(organization: string, connection: VcsConnection | undefined, values: Values): Promise<{ readonly connection: VcsConnection; readonly webhook: VcsWebhook | undefined }> {
  const body = bodyOf(values, connection);
  if (connection) return { connection: await api.vcs.updateVcsConnection({ params: { connection: connection.id }, body }), webhook: undefined };
  const name = values.name.trim() === "" ? names[values.kind] : values.name;
  return api.vcs.createVcsConnection({ params: { organization }, body: { ...body, name, kind: values.kind } });
}

/** What is sent: only what the kind has, and of what there was only what changed. */
function bodyOf(values: Values, connection: VcsConnection | undefined) {
  const { needs, takes } = vcsKinds[values.kind];
  const transport = transportOf(values.httpUrl);
  const unfit: readonly string[] = values.kind !== "git" ? [] : transport === "https" ? ["sshKey", "knownHosts"] : transport === "ssh" ? ["token", "username"] : ["token", "username", "sshKey", "knownHosts"];
  const before = valuesOf(connection);
  const names = [...needs, ...takes, "name", "repository"].filter((name): name is Field => !unfit.includes(name) && (given as readonly string[]).includes(name));
  return Object.fromEntries(names.flatMap((name) => (values[name].trim() === before[name].trim() ? [] : [[name, values[name].trim() === "" && clearable.has(name) ? null : values[name].trim()]]))) as Partial<Record<Field, string>>;
}

const clearable: ReadonlySet<string> = new Set(["username", "knownHosts", "apiUrl"]);
