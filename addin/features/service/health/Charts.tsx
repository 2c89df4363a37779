import {
  GroupedVerticalBarChart,
  ResponsiveContainer,
  type GroupedVerticalBarChartData,
  VerticalStackedBarChart,
  type VerticalStackedChartProps,
} from "@fluentui/react-charts";
import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { ServiceAnswer } from "../../../api/service.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { words as logWords } from "../log/words.ts";
import { changesOf, codesOf, isEmpty, latencyOf, type Series } from "./series.ts";
import { StepsTable } from "./StepsTable.tsx";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  charts: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(420px, 100%), 1fr))",
    gap: tokens.spacingHorizontalXL,
  },
  chart: { minWidth: 0, margin: 0 },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  none: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2 },
  canvas: { width: "100%", height: "200px", overflow: "hidden" },
  legends: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM },
  legend: { ...typographyStyles.caption1, display: "flex", alignItems: "center" },
  swatch: {
    width: "12px",
    height: "12px",
    marginInlineEnd: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusSmall,
  },
});

/** Blue and orange, red and violet: told apart also by who sees few colours. */
const colors = [
  ...[tokens.colorPaletteBlueForeground2, tokens.colorPaletteMarigoldForeground2],
  ...[tokens.colorPaletteRedForeground1, tokens.colorPaletteGrapeForeground2],
  ...[tokens.colorPaletteTealForeground2, tokens.colorNeutralForeground3],
];

type Figures = ServiceAnswer<"figures">;

/** How it has been: changes, latency, failures, throttling; each as a picture and as a table. */
export function Charts({ figures }: { readonly figures: Figures }) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { codes } = useWordsOf(logWords);
  const codeWord = (code: string): string =>
    (codes as Readonly<Record<string, string>>)[code] ?? code;
  const { steps } = figures;
  const systemWord = (system: string): string =>
    (words.parts as Readonly<Record<string, string>>)[system] ?? system;
  const throttled = codesOf(steps, "throttled", systemWord, words.rest);
  return (
    <div className={styles.charts}>
      <Chart title={words.changes} series={changesOf(steps, words.into)} figures={figures} />
      <Chart
        title={words.latency}
        series={latencyOf(steps, words.quantiles)}
        figures={figures}
        areMeasures
      />
      <Chart
        title={words.failures}
        series={codesOf(steps, "failures", codeWord, words.rest)}
        figures={figures}
      />
      {figures.ofSystems && <Chart title={words.throttled} series={throttled} figures={figures} />}
    </div>
  );
}

interface ChartProps {
  readonly title: string;
  readonly series: Series;
  readonly figures: Figures;
  /** Each value is by itself: on top of one another they would read as a sum. */
  readonly areMeasures?: boolean;
}

function Chart({ title, series, figures, areMeasures = false }: ChartProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.title}>{title}</figcaption>
      {isEmpty(series) ? (
        <p className={styles.none}>{words.nothing}</p>
      ) : (
        <>
          {/* Whoever reads with ears or keys has the table below it: the same, and in order. */}
          <div className={styles.canvas} aria-hidden inert>
            {areMeasures ? (
              <Beside series={series} figures={figures} />
            ) : (
              <Bars series={series} figures={figures} />
            )}
          </div>
          <Legends legends={series.legends} />
          <StepsTable title={title} series={series} figures={figures} />
        </>
      )}
    </figure>
  );
}

/** All of them, as they were written: the library's own folds them and spells them its way. */
function Legends({ legends }: Pick<Series, "legends">) {
  const styles = useStyles();
  return (
    <div className={styles.legends} aria-hidden>
      {legends.map((legend, place) => (
        <span key={legend} className={styles.legend}>
          <span className={styles.swatch} style={{ backgroundColor: colorOf(place) }} />
          {legend}
        </span>
      ))}
    </div>
  );
}

function colorOf(place: number): string {
  return colors[place] ?? tokens.colorNeutralForeground3;
}

type DrawnProps = Pick<ChartProps, "series" | "figures">;

/** One bar for each step, its parts on top of one another. */
function Bars({ series: { legends, values }, figures }: DrawnProps) {
  const { tag } = useLocale();
  const label = labelOf(tag, figures.stepMs);
  const data = values.map((step, at): VerticalStackedChartProps => ({
    xAxisPoint: label(figures.steps[at]?.from ?? ""),
    chartData: legends.map((legend, place) => ({
      ...{ legend, data: step[place] ?? 0, color: colorOf(place) },
    })),
  }));
  return (
    <ResponsiveContainer>
      <VerticalStackedBarChart
        data={data}
        hideTooltip
        hideLegend
        hideLabels
        barWidth="auto"
        maxBarWidth={24}
        culture={tag}
      />
    </ResponsiveContainer>
  );
}

/** A bar for each value of a step, side by side. */
function Beside({ series: { legends, values }, figures }: DrawnProps) {
  const { tag } = useLocale();
  const label = labelOf(tag, figures.stepMs);
  const data = values.map((step, at): GroupedVerticalBarChartData => ({
    name: label(figures.steps[at]?.from ?? ""),
    series: legends.map((legend, place) => ({
      ...{ key: legend, legend, data: step[place] ?? 0, color: colorOf(place) },
    })),
  }));
  return (
    <ResponsiveContainer>
      <GroupedVerticalBarChart
        data={data}
        hideTooltip
        hideLegend
        hideLabels
        barWidth="auto"
        maxBarWidth={12}
        culture={tag}
      />
    </ResponsiveContainer>
  );
}

/** As short as it can be told apart. */
function labelOf(tag: string, stepMs: number): (iso: string) => string {
  const day = stepMs > 3_600_000 ? ({ weekday: "short" } as const) : {};
  const format = new Intl.DateTimeFormat(tag, { ...day, hour: "2-digit", minute: "2-digit" });
  return (iso) => (iso === "" ? "" : format.format(new Date(iso)));
}
