/** Outlook's preset colours as the web client paints them. */
const presets = [
  ["#E7A1A2", "#750B1C"],
  ["#F9BA89", "#8F4E00"],
  ["#F7DD8F", "#8F6C00"],
  ["#FCFA90", "#7A7500"],
  ["#78D168", "#0B5A08"],
  ["#9FDCC9", "#006666"],
  ["#C6D2B0", "#4B5320"],
  ["#9DB7E8", "#0B2F75"],
  ["#B5A1E2", "#3B1A75"],
  ["#DAAEC2", "#6B1548"],
  ["#DAD9DC", "#3B3A39"],
  ["#6B7994", "#1F2937"],
  ["#BFBFBF", "#323130"],
  ["#6F6F6F", "#201F1E"],
  ["#4F4F4F", "#11100F"],
  ["#C11A25", "#C11A25"],
  ["#E2620D", "#B84A00"],
  ["#C79930", "#8A6100"],
  ["#B9B300", "#6B6700"],
  ["#368F2B", "#1F6B16"],
  ["#329B7A", "#146B50"],
  ["#778B45", "#55652E"],
  ["#2858A5", "#2858A5"],
  ["#5C3FA3", "#5C3FA3"],
  ["#93446B", "#93446B"],
] as const;

const outlookBlue = { light: "#9DC3E6", dark: "#0F6CBD" } as const;

/** Fill and edge colour of a category; Outlook's blue for none. */
export function categoryColor(preset: string | undefined): { light: string; dark: string } {
  const index = Number(/^preset(\d+)$/u.exec(preset ?? "")?.[1] ?? Number.NaN);
  const pair = presets[index];
  return pair === undefined ? outlookBlue : { light: pair[0], dark: pair[1] };
}
