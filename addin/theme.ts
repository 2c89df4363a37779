import { webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";

/** How bright a colour looks, 0 to 1; `null` where it is not `#rrggbb`. */
function luminance(colour: string): number | null {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/iu.exec(colour);
  if (match === null) return null;
  const [red, green, blue] = match.slice(1).map((part) => parseInt(part, 16) / 255);
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

export interface ColourFacts {
  /** Outlook's background, where it tells one. */
  readonly background: string | null;
  readonly dark: boolean | null;
  /** `prefers-color-scheme: dark`. */
  readonly systemDark: boolean;
}

/**
 * Whether to paint dark: as Outlook says, else as its background looks, else as the system prefers.
 * High contrast needs no theme of its own: under `forced-colors` the browser replaces the colours
 * and Fluent keeps the borders.
 */
export function isDark({ background, dark, systemDark }: ColourFacts): boolean {
  if (dark !== null) return dark;
  const brightness = background === null ? null : luminance(background);
  return brightness === null ? systemDark : brightness < 0.5;
}

const family =
  '"Segoe UI", "Segoe UI Web (West European)", -apple-system, Roboto, "Noto Sans", sans-serif';
const light: Theme = { ...webLightTheme, fontFamilyBase: family };
const dark: Theme = { ...webDarkTheme, fontFamilyBase: family };

export function themeFor(isDarkWanted: boolean): Theme {
  return isDarkWanted ? dark : light;
}
