import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
  useModalAttributes,
} from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { HelpAnchor } from "../locales/en/help.ts";
import { HelpLink } from "./HelpLink.tsx";

const useStyles = makeStyles({
  help: { alignSelf: "center" },
  content: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
});

export interface ModalProps {
  readonly title: string;
  /** What the help says about it; `null`: nothing that this would not say itself. */
  readonly about: HelpAnchor | null;
  readonly actions: ReactNode;
  readonly children: ReactNode;
  /** It may be longer than the window, and has nothing inside by which the keyboard would get there. */
  readonly scrolls?: boolean;
  /** Whoever shows it takes it away then. */
  readonly onClose: () => void;
}

/** A question or an information in front of everything else, for as long as it is rendered. */
export function Modal({ title, about, actions, children, scrolls = false, onClose }: ModalProps) {
  const styles = useStyles();
  useFocusReturned();
  useEffect(keepHidingAlive, []);
  return (
    <Dialog open onOpenChange={(_event, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content} {...(scrolls ? { tabIndex: 0 } : {})}>
            {children}
          </DialogContent>
          <DialogActions>{actions}</DialogActions>
          {/* Behind what is to be pressed, so that the keyboard begins there. */}
          {about !== null && (
            <DialogActions position="start" className={styles.help}>
              <HelpLink about={about} of={title} />
            </DialogActions>
          )}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/**
 * Whoever works with the keyboard goes on where he was, not at the top of the page: where that went by
 * what he did, at once or when its list is read anew, at the first thing to press around it.
 */
function useFocusReturned(): void {
  const [around] = useState(() => withAncestors(document.activeElement));
  useEffect(() => () => giveBack(around), [around]);
}

/** @param around what had the focus, and all it lies in, from inside out */
function giveBack(around: readonly HTMLElement[]): void {
  for (const element of around.filter(({ isConnected }) => isConnected)) {
    const isItself = element === around[0];
    const next = isItself ? [element] : element.querySelectorAll<HTMLElement>(pressable);
    for (const one of next) {
      one.focus();
      if (document.activeElement !== one) continue;
      giveOnWhereItGoes(one, around);
      return;
    }
  }
}

/** Watches until the person moves on by himself. */
function giveOnWhereItGoes(focused: HTMLElement, around: readonly HTMLElement[]): void {
  const watch = new MutationObserver(() => {
    if (document.activeElement === focused) return;
    watch.disconnect();
    const isLost = !focused.isConnected && document.activeElement === document.body;
    if (isLost) giveBack(around);
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

const pressable = "a[href], button, input, select, textarea, [tabindex]";

function withAncestors(element: Element | null): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let one = element; one !== null && one !== document.body; one = one.parentElement) {
    if (one instanceof HTMLElement) found.push(one);
  }
  return found;
}

let kept = false;

/**
 * The part of Fluent that hides the page behind a dialog from screen readers ends with the last
 * component that uses it, and then nobody shows the page again. So one stays, apart from everything
 * that comes and goes.
 */
function keepHidingAlive(): void {
  if (kept) return;
  kept = true;
  createRoot(document.createElement("div")).render(<KeptAlive />);
}

function KeptAlive() {
  useModalAttributes();
  return null;
}
