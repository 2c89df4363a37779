import { hosts } from "./hosts.ts";

/** Where everything of one sandbox is reached. Origins have no slash at the end. */
export interface Addresses {
  readonly frontPort: number;
  readonly serverPort: number;
  readonly erpPort: number;
  /** The sandbox without TLS, for other clients. */
  readonly plainPort: number;
  /** A mail server that delivers to nobody. */
  readonly smtpPort: number;
  /** Whether a browser that maps the real names to the front meets everything under them. */
  readonly realNames: boolean;
  /** Origin of the add-in's pages and API. */
  readonly product: string;
  readonly signIn: string;
  /** Graph without its version. */
  readonly graph: string;
  readonly officeJs: string;
  readonly outlook: string;
  readonly erp: string;
}

/** The addresses of a sandbox whose first port is `port`; the other parts take the next four. */
export function addressesAt(port: number, realNames: boolean): Addresses {
  const local = `https://localhost:${port}`;
  const common = {
    frontPort: port,
    serverPort: port + 1,
    erpPort: port + 2,
    plainPort: port + 3,
    smtpPort: port + 4,
    realNames,
    erp: `http://localhost:${port + 2}`,
  };
  return realNames
    ? {
        ...common,
        product: `https://${hosts.product}`,
        signIn: `https://${hosts.signIn}`,
        graph: `https://${hosts.graph}`,
        officeJs: `https://${hosts.officeJs}/lib/1/hosted/office.js`,
        outlook: `https://${hosts.outlook}/outlook/`,
      }
    : {
        ...common,
        product: local,
        signIn: local,
        graph: `${local}/graph`,
        officeJs: `${local}/officejs/office.js`,
        outlook: `${local}/outlook/`,
      };
}
