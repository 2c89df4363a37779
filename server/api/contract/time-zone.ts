import { z } from "zod";

/** IANA, as the runtime knows them; any other would fail later, at the first appointment. */
export const timeZoneSchema = z
  .string()
  .trim()
  .max(100)
  .refine((name) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
    } catch {
      return false;
    }
  }, "This must be an IANA time zone such as Europe/Berlin.");
