import type { Me } from "../../../server/api/contract/service/administrators.ts";

/** What each panel of the Service section is given. */
export interface PanelProps {
  readonly me: Me;
}
