/** The input made as short as it can be while it still fails; at most so many tries. */
export async function minimised(input: string, fails: (input: string) => Promise<boolean>, tries = 2_000): Promise<string> {
  let shortest = input;
  let left = tries;
  for (let size = Math.ceil(shortest.length / 2); size >= 1 && left > 0; size = Math.floor(size / 2)) {
    for (let at = 0; at < shortest.length && left > 0; left--) {
      const shorter = shortest.slice(0, at) + shortest.slice(at + size);
      if (await fails(shorter)) shortest = shorter;
      else at += size;
    }
  }
  return shortest;
}
