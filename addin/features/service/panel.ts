import type { Me } from "../../../server/api/contract/service/administrators.ts";

/** What each panel of the Service section is given. */
export interface PanelProps {
  readonly me: Me;
  /** What of it the address bar names, behind the panel's name, such as a company; `null`: nothing. */
  readonly about: string | null;
}
