/** Lockstep's version, and the version of Terraform whose behaviour it keeps: written into states and plans. */
export const version = "0.1.0";
export const terraformVersion = "1.11.4";
