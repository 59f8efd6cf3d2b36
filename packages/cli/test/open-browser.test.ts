import { expect, test } from "vitest";
import { hasDesktop } from "../src/open-browser.ts";

test("a browser is opened where somebody sits before a desktop, and nowhere else", () => {
  const live = { live: true };
  expect(hasDesktop(live, { DISPLAY: ":0" }, "linux")).toBe(true);
  expect(hasDesktop(live, { WAYLAND_DISPLAY: "wayland-0" }, "linux")).toBe(true);
  expect(hasDesktop(live, {}, "darwin")).toBe(true);
  expect(hasDesktop(live, {}, "win32")).toBe(true);
  expect(hasDesktop(live, {}, "linux")).toBe(false);
  expect(hasDesktop(live, { DISPLAY: ":0", CI: "true" }, "linux")).toBe(false);
  expect(hasDesktop(live, { DISPLAY: ":10.0", SSH_CONNECTION: "192.0.2.1 22" }, "linux")).toBe(false);
  expect(hasDesktop({ live: false }, { DISPLAY: ":0" }, "linux")).toBe(false);
});
