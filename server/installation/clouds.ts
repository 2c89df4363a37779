/**
 * Where an application is registered in each of Microsoft's clouds: they are separate, and one server
 * lives in one of them. Addresses from Microsoft's page "National clouds" (App registration endpoints).
 */
export interface Cloud {
  /** The pages for registering an application. */
  readonly pages: string;
  /** What the Azure command line calls it (`az cloud set --name`). */
  readonly azureName: string;
}

const registrations = "#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade";
const worldwide: Cloud = {
  pages: `https://entra.microsoft.com/${registrations}`,
  azureName: "AzureCloud",
};

/** By the host that people sign in at. */
const clouds: Readonly<Record<string, Cloud | undefined>> = {
  "login.microsoftonline.us": {
    pages: `https://portal.azure.us/${registrations}`,
    azureName: "AzureUSGovernment",
  },
  "login.partner.microsoftonline.cn": {
    pages: `https://portal.azure.cn/${registrations}`,
    azureName: "AzureChinaCloud",
  },
};

/** The cloud that a server belongs to; the worldwide one where its sign-in service is another. */
export function cloudOf(authorityHost: string): Cloud {
  return clouds[new URL(authorityHost).host] ?? worldwide;
}
