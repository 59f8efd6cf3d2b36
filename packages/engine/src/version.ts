/** The version of Terraform whose language and files we speak: what `required_version` is held against. */
export const terraformVersion = "1.11.4";
