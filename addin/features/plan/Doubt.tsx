import {
  Button,
  Field,
  Link,
  makeStyles,
  Select,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useState } from "react";
import type { DoubtView } from "../../../server/api/contract/items.ts";
import type { PairDecisions, TwinView } from "../../../server/api/contract/plan.ts";
import { CardSection } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import { SplitDoubt } from "./SplitDoubt.tsx";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  // As wide as the pane, however long the names of the alike are.
  select: { minWidth: 0, "& > select": { minWidth: 0, width: "100%" } },
});

/** What the person chose for a twin: another's id, or one of these. */
const later = "later";
const alone = "alone";

export interface DoubtProps {
  readonly doubt: DoubtView;
  readonly busy: boolean;
  readonly onDecide: (decisions: PairDecisions) => void;
}

/** What only a person can tell: which of several belong together, or what goes on with a series. */
export function Doubt({ doubt, busy, onDecide }: DoubtProps) {
  const { first, twins } = doubt;
  if (first === null) return <Alike doubt={doubt} busy={busy} onDecide={onDecide} />;
  const decide = (nextId: string | null): void =>
    onDecide({ pairs: [], apart: [], goesOn: [{ seriesId: first.id, nextId }] });
  return <SplitDoubt first={first} next={twins} busy={busy} onDecide={decide} />;
}

/** Several that look alike on both sides: a person tells which belong together, or decides later. */
function Alike({ doubt, busy, onDecide }: DoubtProps) {
  const styles = useStyles();
  const words = useWords().plan;
  const text = words.doubts;
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const outlook = doubt.twins.filter(({ side }) => side === "microsoft");
  const erp = doubt.twins.filter(({ side }) => side === "erp");
  const decisions = decisionsOf(outlook, erp, chosen);
  const paired = new Set(decisions.pairs.map(({ erpId }) => erpId));
  const nameOf = (twin: TwinView, among: readonly TwinView[]): string =>
    text.twin(
      among.indexOf(twin) + 1,
      twin.private ? text.privateOne : (twin.place ?? text.noPlace),
    );
  const field = (
    twin: TwinView,
    among: readonly TwinView[],
    options: readonly (readonly [string, string])[],
  ) => (
    <Field
      key={twin.id}
      label={`${words.sides[twin.side]}, ${nameOf(twin, among)}`}
      {...(twin.webUrl === null
        ? {}
        : {
            hint: (
              <Link href={twin.webUrl} target="_blank" rel="noreferrer">
                {text.open}
              </Link>
            ),
          })}
    >
      <Select
        className={styles.select}
        value={chosen[twin.id] ?? later}
        onChange={(_event, { value }) => setChosen({ ...chosen, [twin.id]: value })}
      >
        <option value={later}>{text.later}</option>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
        <option value={alone}>{text.alone}</option>
      </Select>
    </Field>
  );
  // Of private ones neither is told.
  const title = [doubt.subject, doubt.twins[0]?.when ?? ""].filter((part) => part !== "");
  return (
    <CardSection title={title.length === 0 ? text.privateTitle : title.join(", ")}>
      <p className={styles.text}>{text.text}</p>
      <div className={styles.form}>
        {outlook.map((twin) =>
          field(
            twin,
            outlook,
            erp
              // Each belongs to one at most.
              .filter(({ id }) => !paired.has(id) || chosen[twin.id] === id)
              .map((other) => [other.id, text.belongsTo(nameOf(other, erp))] as const),
          ),
        )}
        {erp.filter(({ id }) => !paired.has(id)).map((twin) => field(twin, erp, []))}
        <Button
          disabledFocusable={busy || decisions.pairs.length + decisions.apart.length === 0}
          onClick={() => onDecide(decisions)}
        >
          {text.decide}
        </Button>
      </div>
    </CardSection>
  );
}

function decisionsOf(
  outlook: readonly TwinView[],
  erp: readonly TwinView[],
  chosen: Readonly<Record<string, string>>,
): PairDecisions {
  const there = new Set(erp.map(({ id }) => id));
  const pairs = outlook.flatMap(({ id }) => {
    const erpId = chosen[id];
    return erpId !== undefined && there.has(erpId) ? [{ microsoftId: id, erpId }] : [];
  });
  const paired = new Set(pairs.flatMap(({ microsoftId, erpId }) => [microsoftId, erpId]));
  const apart = [...outlook, ...erp].map(({ id }) => id);
  return { pairs, apart: apart.filter((id) => chosen[id] === alone && !paired.has(id)) };
}
