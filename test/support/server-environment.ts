import type { Addresses } from "../../sandbox/addresses.ts";
import type { ErpTime } from "../../sandbox/erp/time.ts";
import { installations } from "../../sandbox/erp/seed.ts";
import { application, tenants, users } from "../../sandbox/tenants.ts";

const katherine = users.find(({ givenName }) => givenName === "Katherine");

/** The server's environment where it runs against the sandbox in this process. */
export function serverEnvironment(
  addresses: Addresses,
  dataDir: string,
  erp: { readonly series?: boolean; readonly time?: ErpTime } = {},
): Record<string, string> {
  return {
    NODE_ENV: "test",
    PUBLIC_URL: addresses.product,
    DATA_DIR: dataDir,
    ENTRA_CLIENT_ID: application.clientId,
    ENTRA_CLIENT_SECRET: application.secret,
    TENANTS: tenants.map(({ id, domain }) => `${id}=${domain}`).join(";"),
    ADMINISTRATORS: `${katherine?.tenantId ?? ""}/${katherine?.id ?? ""}`,
    TOKEN_KEYS: `one:${Buffer.alloc(32, 1).toString("base64")}`,
    ERP_CONNECTIONS: JSON.stringify(
      installations.map(({ tenantId, name, apiKey }) => ({
        id: `demo-${tenantId.slice(0, 8)}`,
        ...{ name, connector: "demo", url: addresses.erp, apiKey, tenants: [tenantId] },
        ...erp,
      })),
    ),
    ERP_PRIVATE_HOSTS: new URL(addresses.erp).host,
  };
}
