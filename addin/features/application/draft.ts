import type {
  ApplicationView,
  EnteredApplicationBody,
} from "../../../server/api/contract/service/application.ts";

/** The form of the registration as it is filled in. */
export interface ApplicationDraft {
  readonly clientId: string;
  readonly tenantId: string;
  readonly kind: "secret" | "certificate";
  readonly secret: string;
  /** As 2027-05-31; empty: not told. */
  readonly expires: string;
  readonly certificate: string;
  readonly key: string;
}

/** @param known what is entered already; its secrets are shown to nobody */
export function draftOf(known: ApplicationView["application"]): ApplicationDraft {
  return {
    ...{ clientId: known?.clientId ?? "", tenantId: known?.tenantId ?? "" },
    ...{ kind: known?.credential ?? "secret", secret: "", expires: "", certificate: "", key: "" },
  };
}

export function bodyOf(draft: ApplicationDraft): EnteredApplicationBody {
  const { clientId, tenantId, kind, secret, expires, certificate, key } = draft;
  return {
    ...{ clientId, tenantId },
    credential:
      kind === "secret"
        ? { kind, secret, ...(expires === "" ? {} : { expires }) }
        : { kind, certificate, key },
  };
}
