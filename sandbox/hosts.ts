/** The real names that the sandbox can answer to when a browser maps them to loopback. */
export const hosts = {
  signIn: "login.microsoftonline.com",
  graph: "graph.microsoft.com",
  outlook: "outlook.office.com",
  officeJs: "appsforoffice.microsoft.com",
  ajax: "ajax.aspnetcdn.com",
  /** Stands for wherever a company hosts the product. */
  product: "addin.contoso.example",
} as const;
