import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../../api/queries.ts";
import { ChangeProblem, fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { useLast } from "../../hooks/useLast.ts";
import { looksSecret } from "../../components/forms/looks-secret.ts";
import { DescribedSwitch } from "../../components/forms/DescribedSwitch.tsx";
import { SecretArea } from "./SecretArea.tsx";
import { categories, variableCalls, type Variable, type VariableOwner, type VariableValues } from "./variable-calls.ts";

/** What the dialog is about: a new variable of a kind, or one that there is. */
export type Edited = { readonly category: VariableValues["category"] } | { readonly variable: Variable };

interface Props {
  readonly owner: VariableOwner;
  /** Undefined: it is closed. */
  readonly edited: Edited | undefined;
  readonly onClose: () => void;
}

/** Adds a variable or changes one. */
export function VariableDialog({ owner, edited: asked, onClose }: Props) {
  const edited = useLast(asked);
  const variable = edited && "variable" in edited ? edited.variable : undefined;
  const category = edited && ("variable" in edited ? edited.variable.category : edited.category);
  return (
    <Modal opened={asked !== undefined} onClose={onClose} title={variable ? `Edit ${variable.key}` : `Add ${category === "env" ? "an" : "a"} ${categories[category ?? "terraform"].one}`} size="lg" centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650, overflowWrap: "anywhere" } }}>
      {variable?.sensitive ? <ReplaceValue owner={owner} variable={variable} onClose={onClose} /> : category && <VariableForm key={variable?.id} owner={owner} category={category} variable={variable} onClose={onClose} />}
    </Modal>
  );
}

const fields = ["key", "value", "description", "hcl"];

function VariableForm({ owner, category, variable, onClose }: { readonly owner: VariableOwner; readonly category: VariableValues["category"]; readonly variable: Variable | undefined; readonly onClose: () => void }) {
  const [values, setValues] = useState<VariableValues>({ key: "", hcl: false, sensitive: false, description: "", ...variable, value: variable?.value ?? "", category });
  // Until somebody decides, the name does.
  const [decided, setDecided] = useState(variable !== undefined);
  const set = (changes: Partial<VariableValues>): void => setValues((before) => ({ ...before, ...changes }));
  const change = useChange(
    async ({ key, value, hcl, sensitive, description }: VariableValues) => {
      const body = { key: key.trim(), value, hcl, sensitive, description, category };
      return variable ? variableCalls(owner).update(variable.id, body) : variableCalls(owner).create(body);
    },
    ["variables"],
    onClose,
  );
  const hinted = !decided && values.sensitive;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(values);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name"
          required
          data-autofocus={variable ? undefined : true}
          classNames={{ input: "mono" }}
          autoComplete="off"
          spellCheck={false}
          value={values.key}
          error={fieldProblem(change.error, "key")}
          onChange={({ currentTarget: { value: key } }) => set({ key, ...(!decided && { sensitive: looksSecret(key) }) })}
        />
        <SecretArea label="Value" hidden={values.sensitive} autoFocus={variable !== undefined} value={values.value} error={fieldProblem(change.error, "value")} onChange={(value) => set({ value })} />
        {category === "terraform" && (
          <DescribedSwitch label="HCL" description="The value is an expression: a list, a map, a number or a boolean. A text then stands in quotes." checked={values.hcl} error={fieldProblem(change.error, "hcl")} onChange={({ currentTarget }) => set({ hcl: currentTarget.checked })} />
        )}
        <DescribedSwitch
          label="Sensitive"
          description={hinted ? "The name sounds like a secret, so the value is kept write-only: nobody can read it again. Turn this off if it is none." : "The value is kept write-only: nobody can read it again, and logs do not show it. This cannot be undone."}
          checked={values.sensitive}
          onChange={({ currentTarget }) => (setDecided(true), set({ sensitive: currentTarget.checked }))}
        />
        <Textarea label="Description" autosize minRows={1} maxRows={5} maxLength={1024} value={values.description} error={fieldProblem(change.error, "description")} onChange={({ currentTarget }) => set({ description: currentTarget.value })} />
        <ChangeProblem problem={change.error} fields={fields} />
        <Buttons label={variable ? "Save" : "Add variable"} pending={change.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}

function ReplaceValue({ owner, variable, onClose }: { readonly owner: VariableOwner; readonly variable: Variable; readonly onClose: () => void }) {
  const [value, setValue] = useState("");
  const change = useChange(async (next: string) => variableCalls(owner).update(variable.id, { value: next }), ["variables"], onClose);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(value);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>The value is sensitive: it cannot be read, only replaced. To change anything else, delete the variable and add it anew.</Text>
        <SecretArea label="New value" hidden required autoFocus value={value} error={fieldProblem(change.error, "value")} onChange={setValue} />
        <ChangeProblem problem={change.error} fields={["value"]} />
        <Buttons label="Replace value" pending={change.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}

function Buttons({ label, pending, onClose }: { readonly label: string; readonly pending: boolean; readonly onClose: () => void }) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" loading={pending}>
        {label}
      </Button>
    </Group>
  );
}
