import { FetchProblem, archiveLimits } from "./fetch-problem.ts";

/** Keeps count of what an archive unpacks to. */
export class Bounds {
  #files = 0;
  #bytes = 0;

  /** One more file of this size; a problem when that is too much. */
  add(bytes: number): FetchProblem | undefined {
    this.#files++;
    this.#bytes += bytes;
    const fits = this.#files <= archiveLimits.files && this.#bytes <= archiveLimits.bytes;
    return fits ? undefined : new FetchProblem("the archive is larger than a module may be");
  }
}
