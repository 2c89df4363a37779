import { createContext, useContext } from "react";
import type { PublicConfig } from "../server/api/contract/account.ts";
import type { Api } from "./api/client.ts";
import type { First } from "./api/first.ts";
import type { Licences } from "./api/licences.ts";
import type { Tokens } from "./auth/tokens.ts";
import { Failure } from "./failures.ts";

/** What the views need from outside; entries make it, tests fake it. */
export interface Services {
  readonly api: Api;
  /** The further mailbox that `api` asks about; absent: the person's own. What is kept is kept apart by it. */
  readonly further?: string;
  readonly tokens: Tokens;
  readonly config: () => Promise<PublicConfig>;
  readonly licences: () => Promise<Licences>;
  /** What is asked before anybody can sign in. @param token of the server's console */
  readonly first: (token: string) => First;
  /** Address of the open mailbox; `null` outside Outlook. */
  readonly mailbox: string | null;
  /** e.g. `OfficeOnline 16.0`, or the word `browser`. */
  readonly host: string;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

/** The services of this page. Throws where a view is rendered outside the shell. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Failure("internal", { message: "no services around this view" });
  return services;
}
