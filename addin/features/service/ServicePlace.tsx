import type { Me } from "../../../server/api/contract/service/administrators.ts";
import { aboutOf, panelOf } from "./panels.ts";
import { ServicePage } from "./ServicePage.tsx";

export interface ServicePlaceProps {
  readonly me: Me;
  /** Of the address bar. */
  readonly hash: string;
}

/** The Service section at the place that the address bar names. */
export function ServicePlace({ me, hash }: ServicePlaceProps) {
  return (
    <ServicePage
      me={me}
      panel={panelOf(hash, me)}
      about={aboutOf(hash)}
      entersToken={me.awaitsAdministrator || hash === "#service/token"}
      onPanel={(panel) => {
        location.hash = `service/${panel}`;
      }}
    />
  );
}
