import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { ExplainedItem } from "../../../server/api/contract/explain.ts";
import { becauseOf } from "../../components/because.ts";
import { Changes } from "../../components/Changes.tsx";
import { Facts } from "../../components/Facts.tsx";
import { Section } from "../../components/Section.tsx";
import { useLocale, type Locale } from "../../locales/locale.ts";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  text: { ...typographyStyles.body1, margin: 0, overflowWrap: "anywhere" },
  small: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  rule: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  line: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    paddingInlineStart: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalM,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** What each side holds, what both agreed on, what is left to do, and all that happened, in order. */
export function Explanation({ item }: { readonly item: ExplainedItem }) {
  const styles = useStyles();
  const locale = useLocale();
  const words = locale.words.explain;
  const open = openPoints(item, locale);
  return (
    <div className={styles.root}>
      <Section title={item.subject === "" ? words.unnamed : item.subject}>
        <p className={styles.text}>
          {item.choice === null ? words.whyNot[item.whyNot ?? "due"] : words.choice[item.choice]}{" "}
          {item.syncedAt === null
            ? words.neverSynced
            : locale.words.item.lastSynced(locale.time(item.syncedAt))}
        </p>
        {item.private && <p className={styles.text}>{words.private}</p>}
      </Section>
      <Section title={words.sides}>
        <Facts
          facts={(["microsoft", "erp"] as const).map((side) => ({
            name: locale.words.item.conflicts[side === "erp" ? "erp" : "outlook"],
            value: <Sight sight={item[side]} />,
          }))}
        />
      </Section>
      {open.length > 0 && (
        <Section title={words.open}>
          {open.map((text) => (
            <p key={text} className={styles.text}>
              {text}
            </p>
          ))}
        </Section>
      )}
      {item.fields.length > 0 && (
        <Section title={words.values}>
          <Facts
            facts={item.fields.map((field) => ({
              name: locale.words.fields[field.field] ?? field.field,
              value: <Held field={field} />,
            }))}
          />
        </Section>
      )}
      <Section title={words.happened}>
        <ol className={styles.list}>
          {item.log.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ol>
        {item.log.length === 0 && <p className={styles.text}>{locale.words.item.history.empty}</p>}
      </Section>
      <span className={styles.rule}>{item.linkId}</span>
    </div>
  );
}

function openPoints(item: ExplainedItem, { words, time }: Locale): readonly string[] {
  const { underWay, waiting, parked, dirty } = item;
  const fields = waiting.map((field) => words.fields[field] ?? field);
  return [
    ...underWay.map(({ kind, side }) => words.explain.underWay(words.item.preview[kind][side])),
    ...(fields.length === 0 ? [] : [words.explain.waiting(fields.join(", "))]),
    ...(parked === null
      ? []
      : [
          `${words.home.setAside.title}: ${parked.reason} ${
            parked.nextTryAt === null
              ? words.home.setAside.onChange
              : words.home.setAside.untilThen(time(parked.nextTryAt))
          }`,
        ]),
    ...(dirty ? [words.explain.dirty] : []),
  ];
}

function Sight({ sight }: { readonly sight: ExplainedItem["microsoft"] }) {
  const styles = useStyles();
  const { words, time } = useLocale();
  const { seen, version, modifiedAt, modifiedBy } = sight;
  return (
    <>
      {words.explain.seen[seen]}
      {modifiedAt !== null && (
        <span className={styles.small}>
          {words.explain.changed(time(modifiedAt))}
          {modifiedBy !== null && `, ${modifiedBy}`}
        </span>
      )}
      {version !== null && <span className={styles.rule}>{words.explain.version(version)}</span>}
    </>
  );
}

function Held({ field }: { readonly field: ExplainedItem["fields"][number] }) {
  const styles = useStyles();
  const { words } = useLocale();
  const worded = (value: string | null): string =>
    value === null ? words.item.empty : (words.values[field.field]?.[value] ?? value);
  const { outlook, erp } = words.item.conflicts;
  const names = { microsoft: outlook, erp };
  const same = field.microsoft === field.erp && field.changedSince.length === 0;
  if (same) return worded(field.erp);
  return (["microsoft", "erp"] as const).map((side) => (
    <div key={side}>
      <span className={styles.small}>{names[side]}</span>
      {worded(field[side])}
      {field.changedSince.includes(side) && (
        <span className={styles.small}>{words.explain.agreed(worded(field.agreed[side]))}</span>
      )}
    </div>
  ));
}

function Line({ line }: { readonly line: ExplainedItem["log"][number] }) {
  const styles = useStyles();
  const { words, time } = useLocale();
  const { kind, side, at, origin, changes, because } = line;
  const where = side === null ? "" : ` ${words.home.log[side === "erp" ? "toErp" : "toMicrosoft"]}`;
  const reason = becauseOf(words, because);
  return (
    <li className={styles.line}>
      <span>
        {words.historyKinds[kind] ?? kind}
        {where}
      </span>
      <span className={styles.small}>
        <time dateTime={at}>{time(at)}</time> · {words.origins[origin]}
      </span>
      <Changes changes={changes} />
      {reason !== null && reason !== because && <span className={styles.small}>{reason}</span>}
      {/* As the backend spells it: what a support asks for. */}
      {because !== "" && <span className={styles.rule}>{because}</span>}
    </li>
  );
}
