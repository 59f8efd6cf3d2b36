import { addPerson, type Place, type TestPerson } from "../../server/test/people.ts";
import type { TestServer } from "../../server/test/test-server.ts";
import { hashPassword } from "../../server/src/secrets/passwords.ts";

/** Somebody of an organization who can sign in to the pages. */
export interface PagePerson extends TestPerson {
  readonly as: { readonly name: string; readonly password: string };
}

/** Makes them; what their team may do is given as for any test person. */
export async function addPagePerson(lockstep: Pick<TestServer, "server">, name: string, place: Place = {}): Promise<PagePerson> {
  const password = `the password of ${name}`;
  const person = await addPerson(lockstep, name, place);
  await lockstep.server.db.updateTable("accounts").set({ passwordHash: await hashPassword(password) }).where("id", "=", person.id).execute();
  return { ...person, as: { name, password } };
}
