import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import {
  HomeRegular,
  InfoRegular,
  MoreHorizontalRegular,
  OpenRegular,
  SettingsRegular,
  SignOutRegular,
} from "@fluentui/react-icons";
import { useWords } from "../../locales/locale.ts";

export interface MenuProps {
  readonly signedIn: boolean;
  /** In the pane the menu leads to the other views; the portal has its own navigation. */
  readonly places: { readonly home: () => void; readonly setup: () => void } | null;
  readonly onDetails: () => void;
  readonly onSignOut: () => void;
}

/** The menu, opened: whoever asked for it pressed its button before it was loaded. */
export function OpenMenu({ signedIn, places, onDetails, onSignOut }: MenuProps) {
  const words = useWords().nav;
  return (
    <Menu defaultOpen>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={words.menu} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {places !== null && (
            <>
              <MenuItem icon={<HomeRegular />} onClick={places.home}>
                {words.home}
              </MenuItem>
              <MenuItem icon={<SettingsRegular />} onClick={places.setup}>
                {words.setup}
              </MenuItem>
              <MenuItemLink
                icon={<OpenRegular />}
                href="portal.html"
                target="_blank"
                rel="noreferrer"
              >
                {words.openPortal}
              </MenuItemLink>
              <MenuDivider />
            </>
          )}
          <MenuItem icon={<InfoRegular />} onClick={onDetails}>
            {words.details}
          </MenuItem>
          {signedIn && (
            <MenuItem icon={<SignOutRegular />} onClick={onSignOut}>
              {words.signOut}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
