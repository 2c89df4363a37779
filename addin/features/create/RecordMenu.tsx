import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import type { RecordFormView } from "../../../server/api/contract/records.ts";
import { useWords } from "../../locales/locale.ts";
import { recordIcon } from "../search/RecordRow.tsx";

export interface RecordMenuProps {
  readonly forms: readonly RecordFormView[];
  readonly onChoose: (form: RecordFormView) => void;
}

/** The menu, opened: whoever asked for it pressed its button before it was loaded. */
export function RecordMenu({ forms, onChoose }: RecordMenuProps) {
  const words = useWords().create;
  return (
    <Menu defaultOpen positioning={{ align: "end" }}>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<AddRegular />}>
          {words.menu}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {forms.map((form) => (
            <MenuItem key={form.type} icon={recordIcon(form.type)} onClick={() => onChoose(form)}>
              {form.typeName}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
