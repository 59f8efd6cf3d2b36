import { Badge, Button, Checkbox, Group, PasswordInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api } from "../../api/client.ts";
import { useChange, type AnswerOf } from "../../api/queries.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { looksSecret } from "../../components/forms/looks-secret.ts";

export type WantedVariable = NonNullable<AnswerOf<"configurationVersions", "listWantedVariables">["items"]>[number];

/** Fields for the input variables that have no value yet; saved together. */
export function WantedVariables({ workspace, wanted }: { readonly workspace: string; readonly wanted: readonly WantedVariable[] }) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [sensitive, setSensitive] = useState<Readonly<Record<string, boolean>>>({});
  const isSensitive = (each: WantedVariable): boolean => sensitive[each.key] ?? (each.sensitive || looksSecret(each.key));
  const save = useChange(
    async () => {
      for (const each of wanted) {
        const { key, hcl, description } = each;
        await api.variables.createVariable({ params: { workspace }, body: { key, value: values[key] ?? "", hcl, description, sensitive: isSensitive(each) } });
      }
    },
    ["variables", "configurationVersions"],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <form onSubmit={submit} aria-label="Variables of the configuration">
      <Stack gap="md" maw={640}>
        {wanted.map((each) => (
          <Field key={each.key} wanted={each} value={values[each.key] ?? ""} onValue={(value) => setValues({ ...values, [each.key]: value })} sensitive={isSensitive(each)} onSensitive={(on) => setSensitive({ ...sensitive, [each.key]: on })} />
        ))}
        <ChangeProblem problem={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {wanted.length === 1 ? "Save the variable" : `Save ${wanted.length} variables`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldProps {
  readonly wanted: WantedVariable;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly sensitive: boolean;
  readonly onSensitive: (sensitive: boolean) => void;
}

function Field({ wanted: { key, description, hcl }, value, onValue, sensitive, onSensitive }: FieldProps) {
  const shared = {
    label: (
      <Text span inherit className="mono">
        {key}
      </Text>
    ),
    description: [description, hcl ? "A value as in a .tfvars file: a list, a map, a number." : ""].filter((text) => text !== "").join(" ") || undefined,
    required: true,
    value,
    autoComplete: "off",
    spellCheck: false,
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => onValue(currentTarget.value),
  };
  return (
    <Stack gap={6}>
      {sensitive ? <PasswordInput {...shared} /> : hcl ? <Textarea autosize minRows={1} maxRows={8} classNames={{ input: "mono" }} {...shared} /> : <TextInput {...shared} />}
      <Checkbox size="xs" label="Sensitive: it can be replaced, and never read again" aria-label={`${key} is sensitive`} checked={sensitive} onChange={({ currentTarget: { checked } }) => onSensitive(checked)} />
    </Stack>
  );
}

const origins = { variable: "a variable", file: "a .tfvars file", "okta-org": "the Okta org", default: "its default" } as const;

/** The input variables that have a value, and where it comes from. */
export function GivenVariables({ given }: { readonly given: readonly WantedVariable[] }) {
  if (given.length === 0) return null;
  return (
    <Group gap={6} component="ul" p={0} m={0} aria-label="Variables that have a value" style={{ listStyle: "none" }}>
      {given.map(({ key, givenBy }) => (
        <Badge key={key} component="li" variant="default" radius="sm" tt="none" fw={500} size="lg">
          <span className="mono">{key}</span> from {givenBy === null ? "nowhere" : origins[givenBy]}
        </Badge>
      ))}
    </Group>
  );
}
