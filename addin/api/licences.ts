import { failureFrom, reach, type Fetch } from "./client.ts";

/** What other people made and we ship; `tools/licences.mjs` writes it when the add-in is built. */
export interface Licences {
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    /** SPDX, e.g. `MIT`. */
    readonly licence: string;
    /** Which of `texts`; `null`: the package brings none. */
    readonly text: number | null;
  }[];
  readonly texts: readonly string[];
}

/** A file beside the pages, the same for everybody. @throws Failure where it does not come */
export async function fetchLicences(fetch: Fetch, online: () => boolean): Promise<Licences> {
  const response = await reach(fetch, online, "/licences.json", {});
  if (!response.ok) throw await failureFrom(response);
  return (await response.json()) as Licences;
}
