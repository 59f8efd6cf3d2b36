import { Switch, type SwitchProps } from "@mantine/core";

/** A switch with a description, which is told after its name and not as a part of it. */
export const DescribedSwitch = ({ label, ...rest }: SwitchProps & { readonly label: string; readonly description: string }) => <Switch label={label} aria-label={label} {...rest} />;
