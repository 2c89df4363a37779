import { Button } from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../../locales/locale.ts";
import type { MenuProps } from "./OpenMenu.tsx";

// A third of all scripts is the menu with its keyboard and its placing: most openings never need it.
const load = async () => ({ default: (await import("./OpenMenu.tsx")).OpenMenu });
const OpenMenu = lazy(load);
/** Somebody is about to press the button; a failure shows when he does. */
const prepare = (): void => void load().catch(() => undefined);

/** Everything that is not the item itself, behind one button. */
export function MainMenu(props: MenuProps) {
  const [asked, setAsked] = useState(false);
  const button = (
    <Button
      appearance="subtle"
      icon={<MoreHorizontalRegular />}
      aria-label={useWords().nav.menu}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => setAsked(true)}
    />
  );
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <OpenMenu {...props} />
    </Suspense>
  );
}
