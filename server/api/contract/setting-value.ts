import { z } from "zod";

/**
 * Which category means which activity type, both by name. What is wrong with a row is told by the
 * number of the row (`server/settings/category-types.ts`); these bounds only keep out what is none.
 */
export const categoryTypesSchema = z
  .array(
    z.strictObject({ category: z.string().max(1_000), type: z.string().max(1_000) }).readonly(),
  )
  .max(1_000)
  .readonly();
export type CategoryTypes = z.infer<typeof categoryTypesSchema>;

export const plainValueSchema = z.union([z.string().max(200), z.number(), z.boolean()]);

/** What a setting is: `server/settings/setting-value.ts`. */
export const settingValueSchema = z.union([plainValueSchema, categoryTypesSchema]);

/** What the map can be filled in with, where it can be asked for; other categories are as good. */
export const knownNamesSchema = z.strictObject({
  /** Of whoever asks, as his Outlook lists them. */
  categories: z.array(z.string()),
  /** Names of those that the level's people can use; `null`: the ERP could not be asked. */
  types: z.array(z.string()).nullable(),
});
export type KnownNames = z.infer<typeof knownNamesSchema>;
