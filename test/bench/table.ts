import { targetMet, type Figure } from "./figure.ts";

const widths = { name: 62, value: 11, unit: 16, limit: 11, ratio: 7, target: 12 };

function written(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

function cells(texts: Record<keyof typeof widths, string>, met: string): string {
  const { name, value, unit, limit, ratio, target } = texts;
  return [
    name.padEnd(widths.name),
    value.padStart(widths.value),
    unit.padEnd(widths.unit),
    limit.padStart(widths.limit),
    ratio.padStart(widths.ratio),
    target.padStart(widths.target),
    met,
  ].join(" ");
}

/** The title of a section above the names of its columns. */
export function heading(title: string): string {
  const columns = cells(
    {
      ...{ name: title, value: "measured", unit: "", limit: "limit" },
      ...{ ratio: "ratio", target: "target" },
    },
    "met",
  );
  return `\n${columns}\n${"-".repeat(columns.length + 1)}`;
}

export function row(figure: Figure): string {
  const { name, value, unit, limit, target } = figure;
  const met = targetMet(figure);
  return cells(
    {
      ...{ name, unit, value: written(value) },
      limit: limit === undefined ? "" : written(limit),
      ratio: limit === undefined || limit === 0 ? "" : written(value / limit),
      target:
        target === undefined
          ? ""
          : "atMost" in target
            ? `<= ${written(target.atMost)}`
            : `>= ${written(target.atLeast)}`,
    },
    met === undefined ? "" : met ? "yes" : "NO",
  ).trimEnd();
}
