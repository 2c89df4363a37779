import type { Doctor } from "../../doctor/doctor.ts";
import { told } from "../../told.ts";
import type { Handlers } from "../handler.ts";

/** What `sync-to-erp doctor` looks at, as far as who asks may look. */
export function doctorHandlers(doctor: Doctor): Pick<Handlers, "examine"> {
  const running = new Map<string | null, ReturnType<Doctor>>();
  /** Several who press at once are answered by one look: it signs in at other systems. */
  const lookOnce: Doctor = (realm) => {
    const { tenantId } = realm;
    const look =
      running.get(tenantId) ?? doctor(realm).finally(() => void running.delete(tenantId));
    running.set(tenantId, look);
    return look;
  };
  return {
    async examine({ realm, language }) {
      const findings = await lookOnce(realm);
      return {
        findings: findings.map(({ says, remedy, ...rest }) => ({
          ...rest,
          says: told(says, language),
          remedy: remedy === null ? null : told(remedy, language),
        })),
      };
    },
  };
}
