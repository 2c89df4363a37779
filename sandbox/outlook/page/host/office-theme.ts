/** The colours that Outlook tells add-ins, light and dark. */
export interface OfficeTheme {
  readonly bodyBackgroundColor: string;
  readonly bodyForegroundColor: string;
  readonly controlBackgroundColor: string;
  readonly controlForegroundColor: string;
}

export type ThemeName = "light" | "dark";

export const officeThemes: Readonly<Record<ThemeName, OfficeTheme>> = {
  light: {
    bodyBackgroundColor: "#FFFFFF",
    bodyForegroundColor: "#242424",
    controlBackgroundColor: "#FFFFFF",
    controlForegroundColor: "#242424",
  },
  dark: {
    bodyBackgroundColor: "#292929",
    bodyForegroundColor: "#FFFFFF",
    controlBackgroundColor: "#292929",
    controlForegroundColor: "#FFFFFF",
  },
};

/** `#RRGGBB` as the number BBGGRR, which office.js turns back into a CSS colour. */
export function colorNumber(color: string): number {
  const rgb = Number.parseInt(color.slice(1), 16);
  return ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16);
}

/** Payload of the event `officeThemeChanged`. */
export function themeEventData(name: ThemeName): readonly [string] {
  const numbers = Object.entries(officeThemes[name]).map(([key, color]: [string, string]) => [
    key,
    colorNumber(color),
  ]);
  return [JSON.stringify(Object.fromEntries(numbers))];
}
