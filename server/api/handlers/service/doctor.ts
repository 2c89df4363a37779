import type { Clock } from "../../../lib/clock.ts";
import { createRecent } from "../../../lib/recent.ts";
import type { Doctor } from "../../doctor/doctor.ts";
import { told } from "../../told.ts";
import type { Handlers } from "../handler.ts";

/** What `sync-to-erp doctor` looks at, as far as who asks may look. */
export function doctorHandlers(doctor: Doctor, clock: Clock): Pick<Handlers, "examine"> {
  /** It signs in at other systems: whoever presses again within a minute hears of the last look. */
  const recently = createRecent<Awaited<ReturnType<Doctor>>>(clock, 60_000);
  return {
    async examine({ realm, language }) {
      const { at, value: findings } = await recently(realm.tenantId ?? "", () => doctor(realm));
      return {
        lookedAt: new Date(at).toISOString(),
        findings: findings.map(({ says, remedy, ...rest }) => ({
          ...rest,
          says: told(says, language),
          remedy: remedy === null ? null : told(remedy, language),
        })),
      };
    },
  };
}
