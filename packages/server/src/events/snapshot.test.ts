import { describe, expect, test } from "vitest";
import { hasSeen, later, readSnapshot, type Snapshot } from "./snapshot.ts";

const snapshot = (text: string): Snapshot => {
  const read = readSnapshot(text);
  if (!read) throw new Error(`"${text}" is no snapshot.`);
  return read;
};

describe("a snapshot", () => {
  test("has seen what had ended before it, and nothing of what was still going on", () => {
    const seen = [9, 10, 11, 12, 13, 14, 15].filter((transaction) => hasSeen(snapshot("10:14:10,12"), BigInt(transaction)));
    expect(seen).toEqual([9, 11, 13]);
  });

  test("is read only where it is one: it comes back from clients", () => {
    expect(["", "7", "a:b:c", "5:4:", "1:2:3,", "1:2:';drop", `1:2:${"9,".repeat(9000)}9`].map(readSnapshot)).toEqual(Array(7).fill(undefined));
  });

  test("is later than another when it saw more", () => {
    const rising = ["5:7:5", "5:9:5,8", "8:9:8", "9:9:"].map(snapshot);
    for (const [at, one] of rising.entries()) for (const other of rising.slice(at)) expect([later(one, other).text, later(other, one).text]).toEqual([other.text, other.text]);
  });
});
