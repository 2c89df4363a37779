import { z } from "zod";
import { recordSchema } from "./items.ts";

export const peopleRequestSchema = z.strictObject({
  addresses: z.array(z.string().max(320)).max(500),
});

/** The people on an appointment as the ERP knows them. */
export const peopleSchema = z.strictObject({
  people: z.array(
    z.strictObject({
      address: z.string(),
      /** `null`: unknown to the ERP. */
      record: recordSchema.nullable(),
      /** Of the mailbox's own mail domain: nobody looked for him. */
      colleague: z.boolean(),
    }),
  ),
  /** The record type of a contact's company; `null` where no contact can be made. */
  companyType: z.string().nullable(),
});
export type PeopleView = z.infer<typeof peopleSchema>;

export const newContactSchema = z.strictObject({
  name: z.string().trim().min(1, "Enter a name.").max(200),
  address: z.email("Enter a mail address such as name@company.com").max(320),
  company: z.strictObject({ type: z.string().min(1), id: z.string().min(1) }).nullable(),
});
export type NewContact = z.infer<typeof newContactSchema>;

export const peopleRoutes = {
  people: {
    method: "POST",
    path: "/api/people",
    summary: "Whom the ERP knows of the people on an appointment",
    access: "person",
    mailbox: "contents",
    body: peopleRequestSchema,
    response: peopleSchema,
  },
  createContact: {
    method: "POST",
    path: "/api/people/contact",
    summary: "Make a contact in the ERP; the one that is there, where it knows the address",
    access: "person",
    mailbox: "contents",
    body: newContactSchema,
    response: recordSchema,
  },
} as const;
