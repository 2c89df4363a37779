import {
  Button,
  Field,
  makeStyles,
  Switch,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import type { DecidedSetting } from "../../../../server/api/contract/account.ts";
import type { FurtherRules, FurtherSetupView } from "../../../../server/api/contract/mailboxes.ts";
import { isMap } from "../../../../server/settings/setting-value.ts";
import { Choice } from "../../../components/Choice.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { useWords, useWordsOf } from "../../../locales/locale.ts";
import { afterDelete, daysOffered, precedences } from "../../setup/offered.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  note: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export interface FurtherFormProps {
  readonly view: FurtherSetupView;
  readonly draft: FurtherRules;
  readonly saving: boolean;
  readonly onChange: (draft: FurtherRules) => void;
  readonly onSave: () => void;
  /** Shows what saving this would do. */
  readonly onTry: () => void;
}

/** What a person chooses for a further mailbox, and what is not his to choose. */
export function FurtherForm({ view, draft, saving, onChange, onSave, onTry }: FurtherFormProps) {
  const styles = useStyles();
  const text = useWordsOf(allWords);
  const words = useWords();
  const { rules } = words.setup;
  const { which } = words.further;
  const days = (name: "daysBack" | "daysForward") =>
    daysOffered(name, draft.rules[name]).map((count): readonly [string, string] => [
      String(count),
      rules.days(count),
    ]);
  const setRule = (name: keyof FurtherRules["rules"], value: string | number | null): void => {
    const { [name]: _before, ...others } = draft.rules;
    onChange({ ...draft, rules: value === null ? others : { ...others, [name]: value } });
  };
  const named = (
    name: keyof FurtherRules["rules"],
    label: string,
    options: readonly (readonly [string, string])[],
    hints?: Readonly<Record<string, string>>,
  ) => (
    <Rule
      label={label}
      hints={hints}
      above={view.above[name]}
      value={draft.rules[name] ?? null}
      options={options}
      onChange={(value) =>
        setRule(name, value !== null && name.startsWith("days") ? Number(value) : value)
      }
    />
  );
  const texts = <V extends string>(
    values: readonly V[],
    all: Readonly<Partial<Record<V, string>>>,
  ): readonly (readonly [string, string])[] => values.map((value) => [value, all[value] ?? value]);
  const isClosed = view.above["direction"]?.value === "toErp";
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <CardSection title={text.rules}>
        <Rule
          label={which.label}
          above={view.above["outlookItems"]}
          value={draft.outlookItems}
          options={texts(["chosen", "category", "all"], which)}
          onChange={(value) =>
            onChange({ ...draft, outlookItems: value as FurtherRules["outlookItems"] })
          }
        />
        <Field
          hint={view.mailbox.readOnly ? text.readOnly : isClosed ? text.closed : text.onlyToErpText}
        >
          <Switch
            label={text.onlyToErp}
            checked={draft.onlyToErp || isClosed}
            disabled={view.mailbox.readOnly || isClosed}
            onChange={(_event, { checked }) => onChange({ ...draft, onlyToErp: checked })}
          />
        </Field>
        {!draft.onlyToErp &&
          !isClosed &&
          named("precedence", rules.precedence, texts(precedences, text.precedences))}
        {named(
          "afterDeleteInOutlook",
          text.afterDeleteInOutlook,
          texts(afterDelete.inErp(view.erpCancels), rules.deletesInErp),
          { recreate: rules.recreateHint },
        )}
        {named(
          "afterDeleteInErp",
          rules.afterDeleteInErp,
          texts(afterDelete.inOutlook, rules.deletesInOutlook),
        )}
        {named("daysBack", rules.daysBack, days("daysBack"))}
        {named("daysForward", rules.daysForward, days("daysForward"))}
        <p className={styles.note}>{text.guards}</p>
      </CardSection>
      <div className={styles.acts}>
        <Button type="submit" appearance="primary" disabledFocusable={saving}>
          {text.save}
        </Button>
        <Button disabledFocusable={saving} onClick={onTry}>
          {text.tryFirst}
        </Button>
      </div>
    </form>
  );
}

interface RuleProps {
  readonly label: string;
  readonly above: DecidedSetting | undefined;
  /** `null`: as it stands above. */
  readonly value: string | number | null;
  readonly options: readonly (readonly [string, string])[];
  /** What is to be known of an option before it is agreed to, whoever chose it. */
  readonly hints?: Readonly<Record<string, string>> | undefined;
  readonly onChange: (value: string | null) => void;
}

/** One of few, or what the levels above say. */
function Rule({ label, above, value, options, hints, onChange }: RuleProps) {
  const text = useWordsOf(allWords);
  const rules = useWords().setup.rules;
  // A map is no choice of few.
  const aboveValue = above === undefined || isMap(above.value) ? "" : String(above.value);
  const said =
    options.find(([one]) => one === aboveValue)?.[1] ??
    (typeof above?.value === "number" ? rules.days(above.value) : aboveValue);
  const isLocked = above?.lockedBy != null;
  const chosen = isLocked || value === null ? aboveValue : String(value);
  const hint = [isLocked ? text.decided : "", hints?.[chosen] ?? ""].filter((one) => one !== "");
  const asAbove = above?.from === "default" ? text.asDefault(said) : text.asAbove(said);
  return (
    <Choice
      label={label}
      disabled={isLocked}
      value={isLocked || value === null ? "" : String(value)}
      options={[["", asAbove], ...options]}
      onChange={(one) => onChange(one === "" ? null : one)}
      hint={hint.length === 0 ? undefined : hint.join(" ")}
    />
  );
}
