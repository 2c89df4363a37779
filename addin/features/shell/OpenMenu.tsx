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
  QuestionCircleRegular,
  SettingsRegular,
  SignOutRegular,
  WrenchSettingsRegular,
} from "@fluentui/react-icons";
import { helpAddress } from "../../components/HelpLink.tsx";
import { useLocale, useWords } from "../../locales/locale.ts";
import { mayServe, useMe } from "../account.ts";

export interface MenuProps {
  readonly signedIn: boolean;
  /**
   * In the pane the menu leads to the other views; the portal has its own navigation. Home and Setup
   * are there once the person is known, Service for whoever has a role, known or not.
   */
  readonly places: {
    readonly own: { readonly home: () => void; readonly setup: () => void } | null;
    readonly service: () => void;
  } | null;
  readonly onDetails: () => void;
  readonly onSignOut: () => void;
}

/** The menu, opened: whoever asked for it pressed its button before it was loaded. */
export function OpenMenu({ signedIn, places, onDetails, onSignOut }: MenuProps) {
  const locale = useLocale();
  const words = locale.words.nav;
  return (
    <Menu defaultOpen>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={words.menu} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {places !== null && (
            <>
              {places.own !== null && (
                <>
                  <MenuItem icon={<HomeRegular />} onClick={places.own.home}>
                    {words.home}
                  </MenuItem>
                  <MenuItem icon={<SettingsRegular />} onClick={places.own.setup}>
                    {words.setup}
                  </MenuItem>
                </>
              )}
              <ServiceItem onOpen={places.service} />
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
          <MenuItemLink
            icon={<QuestionCircleRegular />}
            href={helpAddress(locale)}
            target="_blank"
            rel="noreferrer"
          >
            {words.help}
          </MenuItemLink>
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

/** Asked for when the menu is opened: most openings of the pane need not know. */
function ServiceItem({ onOpen }: { readonly onOpen: () => void }) {
  const words = useWords().nav;
  const me = useMe();
  if (!mayServe(me.data)) return null;
  return (
    <MenuItem icon={<WrenchSettingsRegular />} onClick={onOpen}>
      {words.service}
    </MenuItem>
  );
}
