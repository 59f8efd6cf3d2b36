import { describe, expect, test } from "vitest";
import { flat, scratch } from "./run.ts";

const configuration = `
variable "who" {
  default = "world"
}

variable "secret" {
  default   = "hush"
  sensitive = true
}

locals {
  greeting = "Hello, \${var.who}!"
  broken   = tonumber("x")
}

resource "terraform_data" "a" {
  input = local.greeting
}

resource "terraform_data" "later" {}
`;

describe("console", () => {
  test("expressions see functions, variables, locals and the objects of the state", async () => {
    const folder = scratch({ "main.tf": configuration.replace(/ {2}broken.*\n/, "") });
    await folder.lockstep("apply", "-auto-approve", "-target=terraform_data.a");
    const lines = ["1 + 1", "", "upper(local.greeting)", "terraform_data.a.input", "terraform_data.later.id", "var.secret", "[", "  1,", "]", "exit", "never"];
    const { code, out, err } = await folder.lockstepWith(lines.join("\n"), "console", "-var=who=you");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe('2\n"HELLO, YOU!"\n"Hello, world!"\n(known after apply)\n(sensitive value)\n[\n  1,\n]\n');
  });

  test("a mistake ends what is piped, with its reason", async () => {
    const { code, out, err } = await scratch({}).lockstepWith('1\nfile("nope")\n2\n', "console");
    expect({ code, out }).toEqual({ code: 1, out: "1\n" });
    expect(flat(err)).toContain('Error: Invalid function argument Invalid value for "path" parameter: no file exists at "nope"');
  });

  test("a module with mistakes can still be looked at, but for what they touch", async () => {
    const { code, out, err } = await scratch({ "main.tf": configuration }).lockstepWith("local.greeting\nlocal.broken\n", "console");
    expect(code).toBe(1);
    expect(out).toContain('"Hello, world!"\n');
    expect(flat(err)).toContain('cannot convert "x" to number');
  });
});
