import { expect, test } from "vitest";
import { scratch } from "../../test/run.ts";
import { hostSettings } from "./host-settings.ts";

const home = (files: Readonly<Record<string, string>>): Record<string, string> => ({ HOME: scratch(files).folder });

test("a token is taken from the environment first", () => {
  const files = { ".terraformrc": 'credentials "modules.example.com" {\n  token = "from the file"\n}\n' };
  expect(hostSettings("modules.example.com", home(files))).toEqual({ token: "from the file" });
  expect(hostSettings("modules.example.com", { ...home(files), TF_TOKEN_modules_example_com: "here" })).toEqual({ token: "here" });
});

test("hyphens of a host are two underscores, or hyphens", () => {
  expect(hostSettings("my-modules.example.com", { ...home({}), TF_TOKEN_my__modules_example_com: "a" })).toEqual({ token: "a" });
  expect(hostSettings("my-modules.example.com", { ...home({}), "TF_TOKEN_my-modules_example_com": "b" })).toEqual({ token: "b" });
});

test("the port of a host is no part of the variable", () => {
  expect(hostSettings("modules.example.com:8443", { ...home({}), TF_TOKEN_modules_example_com: "a" })).toEqual({ token: "a" });
});

test("a token that terraform login has put down is found", () => {
  const files = { ".terraform.d/credentials.tfrc.json": JSON.stringify({ credentials: { "modules.example.com": { token: "t" } } }) };
  expect(hostSettings("modules.example.com", home(files))).toEqual({ token: "t" });
  expect(hostSettings("other.example.com", home(files))).toEqual({});
});

test("a host block says where its services are", () => {
  const files = { other: 'host "modules.example.com" {\n  services = {\n    "modules.v1" = "http://127.0.0.1:1/"\n  }\n}\nplugin_cache_dir = "x"\n' };
  const { HOME } = home(files);
  expect(hostSettings("modules.example.com", { HOME, TF_CLI_CONFIG_FILE: `${HOME}/other` })).toEqual({ services: { "modules.v1": "http://127.0.0.1:1/" } });
});
