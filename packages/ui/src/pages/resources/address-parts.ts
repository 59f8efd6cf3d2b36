/** An address in two parts: the modules it is in, and its name there. */
export function addressParts(address: string): { readonly module: string; readonly name: string } {
  const module = /^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)+/.exec(address)?.[0] ?? "";
  return { module: module.slice(0, -1), name: address.slice(module.length) };
}
