/** The values of calendar rules that are offered, in the order in which people read them. */
export const precedences = ["newest", "microsoft", "erp", "ask"] as const;
const deleteRules = ["delete", "keep", "recreate"] as const;
const withCancel = ["delete", "cancel", "keep", "recreate"] as const;

/** What a deletion in Outlook may come to in the ERP, and one in the ERP in Outlook. */
export const afterDelete = {
  inErp: (erpCancels: boolean) => (erpCancels ? withCancel : deleteRules),
  inOutlook: deleteRules,
} as const;

/** Among them what MsSync (14, 365) and Coins ERP+ (1 or 7, 21) start with. */
const days = {
  daysBack: [0, 1, 7, 14, 30, 90, 180, 365],
  daysForward: [7, 21, 30, 90, 180, 365, 730],
} as const;

/** Days to choose from. @param saved stays to be seen, also where it is none of ours */
export function daysOffered(name: keyof typeof days, saved?: number): readonly number[] {
  const all = new Set<number>([...days[name], ...(saved === undefined ? [] : [saved])]);
  return [...all].sort((one, other) => one - other);
}
