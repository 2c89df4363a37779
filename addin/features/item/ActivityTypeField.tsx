import { Field, Select } from "@fluentui/react-components";
import type { ItemView } from "../../../server/api/contract/items.ts";
import { useWords } from "../../locales/locale.ts";
import type { DraftHandle } from "./draft.ts";

export interface ActivityTypeFieldProps {
  readonly types: ItemView["activityTypes"];
  readonly draft: DraftHandle;
}

/** What kind of activity it is in the ERP. */
export function ActivityTypeField({ types, draft }: ActivityTypeFieldProps) {
  const words = useWords().item;
  return (
    <Field label={words.activityType}>
      <Select
        value={draft.draft.activityTypeId ?? ""}
        onChange={(_event, { value }) => draft.setActivityType(value === "" ? null : value)}
      >
        <option value="">{words.noActivityType}</option>
        {types.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
