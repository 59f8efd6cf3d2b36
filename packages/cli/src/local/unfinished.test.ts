import { expect, test } from "vitest";
import { isUnfinished } from "./unfinished.ts";

test.each(["[", "[1,", "foo({\n  a = 1", "{ for k in [", "[ # a ]", "(/* ) */", "a][", '["]"'])("%j goes on in the next line", (text) => {
  expect(isUnfinished(text)).toBe(true);
});

test.each(["1", "", "[1]", '"["', '"\\"["', '"${[1][0]}"', '"$${["', '"${"[', "]", "1 +", '"a', "[1] # ["])("%j is all there is", (text) => {
  expect(isUnfinished(text)).toBe(false);
});
