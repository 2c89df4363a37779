/** How the server proves to Entra that it is the registered application. */
export type ClientCredential =
  | {
      readonly kind: "secret";
      readonly secret: string;
      /** Ms since the epoch, where somebody has told. */
      readonly expiresAtMs?: number | undefined;
    }
  | { readonly kind: "certificate"; readonly certificatePem: string; readonly keyPem: string };
