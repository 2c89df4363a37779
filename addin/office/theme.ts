/** What Outlook says about its colours; both may be missing. */
export interface OfficeColours {
  /** e.g. `#292929`. */
  readonly background: string | null;
  readonly dark: boolean | null;
}

interface AnyTheme {
  readonly bodyBackgroundColor?: string;
  readonly isDarkTheme?: boolean;
}

function coloursOf(theme: AnyTheme | undefined): OfficeColours {
  return { background: theme?.bodyBackgroundColor ?? null, dark: theme?.isDarkTheme ?? null };
}

/** Outlook's colours now; on the web they are undefined until the first change is announced. */
export function officeColours(): OfficeColours {
  if (typeof Office === "undefined") return coloursOf(undefined);
  const context = Office.context as { officeTheme?: AnyTheme } | undefined;
  return coloursOf(context?.officeTheme);
}

/** Follows the person's change of theme (Mailbox 1.14; not on phones). */
export function onOfficeColours(listener: (colours: OfficeColours) => void): void {
  try {
    Office.context.mailbox.addHandlerAsync(
      Office.EventType.OfficeThemeChanged,
      (event: { readonly officeTheme?: AnyTheme }) => listener(coloursOf(event.officeTheme)),
    );
  } catch {
    // The system's preference keeps deciding.
  }
}
