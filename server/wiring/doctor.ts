import { createDoctor, type Doctor, type DoctorDeps } from "../api/doctor/doctor.ts";
import { createTokenRequests } from "../auth/msal.ts";
import type { Config } from "../config/config.ts";
import type { Application } from "../installation/application.ts";
import type { Installation } from "../installation/installation.ts";
import { whoWeAre } from "./sign-in.ts";
import { peerCertificate } from "../lib/peer-certificate.ts";

type World = Pick<
  DoctorDeps,
  "fetch" | "clock" | "store" | "erp" | "secrets" | "testNotifications" | "mail"
> & { readonly installation: Installation; readonly application: Application };

/** The doctor of this configuration, with a server that runs or without. */
export function doctorOf(config: Config, { installation, application, ...world }: World): Doctor {
  const { graph } = config;
  const { authorityHost } = config.entra;
  const requestToken = createTokenRequests({
    ...world,
    entra: whoWeAre(application, authorityHost),
  });
  const scopes = [`${graph.resource}/.default`];
  return createDoctor({
    ...world,
    setUp: {
      production: config.production,
      publicUrl: config.publicUrl,
      host: config.host,
      trustProxyHops: config.trustProxyHops,
      logLevel: config.logLevel,
    },
    dataDir: config.dataDir,
    credential: () => application.current()?.credential ?? null,
    door: () => application.current(),
    keyIds: config.tokenKeys.map(({ id }) => id),
    tenants: () => installation.tenants(),
    connections: () => installation.connections(),
    peerCertificate: (address) => peerCertificate(address, config.outbound.ca),
    authorityHost,
    graphUrl: graph.url,
    prove: async (tenantId) => {
      await requestToken(tenantId, (app) =>
        app.acquireTokenByClientCredential({ scopes, skipCache: true }),
      );
    },
  });
}
