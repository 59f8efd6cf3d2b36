import { expect, test } from "vitest";
import { readPasted } from "./pasted.ts";

test("a .tfvars file keeps lists, maps, numbers and booleans as expressions and makes texts of the rest", () => {
  const text = `# the development org
org_name  = "dev-123" // its name
base_url = "okta.com"
regions = [
  "eu", # a bracket ] in a remark
  "us}",
]
tags = { team = "identity" }
seats=5
strict = true
note = <<-EOT
    two
      lines
    EOT
says = "a \\"quoted\\" word\\n"
`;
  expect(readPasted(text, "terraform")).toEqual({
    problems: [],
    variables: [
      { key: "org_name", value: "dev-123", hcl: false },
      { key: "base_url", value: "okta.com", hcl: false },
      { key: "regions", value: '[\n  "eu", # a bracket ] in a remark\n  "us}",\n]', hcl: true },
      { key: "tags", value: '{ team = "identity" }', hcl: true },
      { key: "seats", value: "5", hcl: true },
      { key: "strict", value: "true", hcl: true },
      { key: "note", value: "two\n  lines\n", hcl: false },
      { key: "says", value: 'a "quoted" word\n', hcl: false },
    ],
  });
});

test("lines of an environment are texts, whatever they look like; the last of two counts", () => {
  const { variables, problems } = readPasted("export OKTA_ORG_NAME=dev-123\r\nRETRIES=5\r\nLIST=[1]\r\nRETRIES='6'\r\nnonsense\r\n", "env");
  expect(variables).toEqual([
    { key: "OKTA_ORG_NAME", value: "dev-123", hcl: false },
    { key: "LIST", value: "[1]", hcl: false },
    { key: "RETRIES", value: "6", hcl: false },
  ]);
  expect(problems).toEqual(["Line 5 has no name and value: nonsense"]);
});

test("a list that is never closed ends with the text", () => {
  expect(readPasted('a = [\n"x"', "terraform").variables).toEqual([{ key: "a", value: '[\n"x"', hcl: true }]);
});
