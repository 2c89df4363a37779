import type { SetupOptions, SetupRequest } from "../../../server/api/contract/account.ts";

/** Setup while it is filled in: a company may still be missing. */
export interface SetupDraft {
  readonly companyId: string | null;
  readonly locationId: string | null;
  readonly timeZone: string;
  /** Whether mails tell of what waits for a decision. */
  readonly mails: boolean;
  readonly enabled: boolean;
  readonly outlookItems: SetupRequest["calendar"]["outlookItems"];
  readonly erpItems: boolean;
  readonly calendars: CalendarPick;
  /** As they would hold. */
  readonly rules: SetupOptions["rules"];
  /** Settings that the person says himself; all others follow the levels above. */
  readonly own: readonly string[];
}

/** Which calendars are synchronized, and where what comes from the ERP is made. */
export interface CalendarPick {
  readonly chosen: readonly string[];
  readonly target: string;
}
