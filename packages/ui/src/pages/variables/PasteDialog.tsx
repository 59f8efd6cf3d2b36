import { Alert, Badge, Button, Checkbox, Group, List, Modal, SegmentedControl, Stack, Table, Text, Textarea } from "@mantine/core";
import { useMemo, useState } from "react";
import { useChange } from "../../api/queries.ts";
import { wordsOf } from "../../components/PageProblem.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { looksSecret } from "../../components/forms/looks-secret.ts";
import { readPasted, type PastedVariable } from "./pasted.ts";
import { variableCalls, type Variable, type VariableOwner, type VariableValues } from "./variable-calls.ts";

interface Props {
  readonly owner: VariableOwner;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** What is there already: a pasted one of the same name takes its place. */
  readonly present: readonly Variable[];
}

/** Many variables at once, out of a .tfvars file or lines of an environment; shown before they are kept. */
export function PasteDialog({ opened, onClose, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Paste variables" size="xl" centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
      <Paste onClose={onClose} {...rest} />
    </Modal>
  );
}

type Category = VariableValues["category"];

const places: Readonly<Record<Category, string>> = { terraform: 'org_name = "dev-123"\nbase_url = "okta.com"', env: "OKTA_ORG_NAME=dev-123\nOKTA_API_TOKEN=…" };

function Paste({ owner, onClose, present }: Omit<Props, "opened">) {
  const [category, setCategory] = useState<Category>("terraform");
  const [text, setText] = useState("");
  const [sensitive, setSensitive] = useState<Readonly<Record<string, boolean>>>({});
  const { variables, problems } = useMemo(() => readPasted(text, category), [text, category]);
  const isSensitive = (key: string): boolean => sensitive[key] ?? looksSecret(key);
  const before = (key: string): Variable | undefined => present.find((each) => each.category === category && each.key === key);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const change = useChange(
    async () => saveEach(owner, variables.map((each) => ({ ...each, category, description: "", sensitive: isSensitive(each.key) })), before),
    ["variables"],
    (notTaken) => {
      setRefused(notTaken);
      if (notTaken.length === 0) return onClose();
      setText(notTaken.map(({ source }) => source).join("\n"));
    },
  );
  return (
    <Stack>
      <SegmentedControl aria-label="Kind of variables" value={category} onChange={(value) => setCategory(value)} data={[{ value: "terraform", label: "Terraform (.tfvars)" }, { value: "env", label: "Environment (NAME=value)" }]} />
      <Textarea label="Text" description="One variable a line. Nothing is saved before you press the button." placeholder={places[category]} autosize minRows={5} maxRows={12} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} spellCheck={false} autoComplete="off" data-autofocus styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "var(--mantine-font-size-sm)" } }} />
      {problems.length > 0 && (
        <Alert color="orange" title="Some lines were left out">
          <List size="sm">
            {problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {refused.length > 0 && (
        <Alert color="red" role="alert" title="Some were not saved; the others were">
          <List size="sm">
            {refused.map(({ key, problem }) => (
              <List.Item key={key}>
                {key}: {problem}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {variables.length > 0 && <Preview variables={variables} isSensitive={isSensitive} onSensitive={setSensitive} before={before} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={variables.length === 0} loading={change.isPending} onClick={() => change.mutate(undefined)}>
          {variables.length === 0 ? "Save variables" : variables.length === 1 ? "Save 1 variable" : `Save ${variables.length} variables`}
        </Button>
      </Group>
    </Stack>
  );
}

interface PreviewProps {
  readonly variables: readonly PastedVariable[];
  readonly isSensitive: (key: string) => boolean;
  readonly onSensitive: (sensitive: Readonly<Record<string, boolean>>) => void;
  readonly before: (key: string) => Variable | undefined;
}

function Preview({ variables, isSensitive, onSensitive, before }: PreviewProps) {
  const count = variables.filter(({ key }) => isSensitive(key)).length;
  const chosen = Object.fromEntries(variables.map(({ key }) => [key, isSensitive(key)]));
  return (
    <Stack gap="xs">
      <Checkbox label="All of them are sensitive" checked={count === variables.length} indeterminate={count > 0 && count < variables.length} onChange={() => onSensitive(Object.fromEntries(variables.map(({ key }) => [key, count < variables.length])))} />
      <TableCard label="What was read" columns={[{ label: "Name" }, { label: "Value" }, { label: "Sensitive", width: 90 }]} minWidth={480}>
        {variables.map(({ key, value, hcl }) => (
          <Table.Tr key={key}>
            <Table.Td>
              <Group gap={6}>
                <Text span fz="sm" className="mono" fw={600} style={{ overflowWrap: "anywhere" }}>
                  {key}
                </Text>
                {hcl && <Sign label="HCL" />}
                {before(key) && <Sign label="replaces the present value" />}
              </Group>
            </Table.Td>
            <Table.Td>
              <Text className="mono" fz="sm" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
                {isSensitive(key) ? "••••••••" : value}
              </Text>
            </Table.Td>
            <Table.Td>
              <Checkbox aria-label={`${key} is sensitive`} checked={isSensitive(key)} onChange={({ currentTarget }) => onSensitive({ ...chosen, [key]: currentTarget.checked })} />
            </Table.Td>
          </Table.Tr>
        ))}
      </TableCard>
    </Stack>
  );
}

const Sign = ({ label }: { readonly label: string }) => (
  <Badge variant="default" size="sm" radius="sm" tt="none">
    {label}
  </Badge>
);

interface Refused {
  readonly key: string;
  readonly problem: string;
  /** As it can be pasted again. */
  readonly source: string;
}

/** Saves one after another; what is refused does not keep the others from being saved. */
async function saveEach(owner: VariableOwner, wanted: readonly VariableValues[], before: (key: string) => Variable | undefined): Promise<readonly Refused[]> {
  const calls = variableCalls(owner);
  const refused: Refused[] = [];
  for (const each of wanted) {
    const there = before(each.key);
    const { key, value, hcl, sensitive } = each;
    try {
      await (there ? calls.update(there.id, there.sensitive ? { value } : { value, hcl, sensitive: there.sensitive || sensitive }) : calls.create(each));
    } catch (problem) {
      refused.push({ key, problem: wordsOf(problem).detail, source: `${key} = ${hcl ? value : JSON.stringify(value)}` });
    }
  }
  return refused;
}
