import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useState } from "react";
import type { LevelContent, LevelView } from "../../../../server/api/contract/service/jobs.ts";
import { sameValue } from "../../../../server/settings/setting-value.ts";
import { Choice } from "../../../components/Choice.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Fold } from "../../../components/Fold.tsx";
import { CardSection } from "../../../components/Section.tsx";
import { useMistakeFocused } from "../../../components/useMistakeFocused.ts";
import { useWords, useWordsOf } from "../../../locales/locale.ts";
import { changesOf, presetOf, withLock, withPreset, withValue, type DraftChange } from "./draft.ts";
import { RulesTrial } from "../dry-run/RulesTrial.tsx";
import { SettingRow } from "./SettingRow.tsx";
import { presetNames, useSettingTexts } from "./texts.ts";
import { useLevelActs, type PlaceIds } from "./useLevel.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  one: { ...typographyStyles.body1, overflowWrap: "anywhere" },
  acts: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export interface LevelFormProps {
  readonly place: PlaceIds;
  /** As it stood when it was opened; what is fetched later is looked at when it is opened anew. */
  readonly opened: LevelView;
  readonly mayChange: boolean;
}

/** What one level says of a job; whoever mounts it anew drops what was not saved. */
export function LevelForm({ place, opened, mayChange }: LevelFormProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { categoryTypes } = useWords();
  /** What the draft began with: whatever is fetched later may be somebody else's change. */
  const [level, setLevel] = useState(opened);
  const [draft, setDraft] = useState<LevelContent>(opened.content);
  const acts = useLevelActs(place, (saved) => {
    setLevel(saved);
    setDraft(saved.content);
  });
  const { nameOf } = useSettingTexts();
  const form = useMistakeFocused<HTMLFormElement>(acts.failure);
  /** The setting that the server would not take. */
  const wrong = level.settings.find(({ name }) => `values.${name}` === acts.failure?.field)?.name;
  const asks = mayGoBothWays(level, draft);
  const changes = changesOf(level, draft);
  const change = (next: LevelContent): void => {
    acts.forget();
    setDraft(next);
  };
  const body = { ...draft, revision: level.revision };
  if (acts.isTrying) {
    return (
      <>
        {acts.failure !== null && (
          <FailureNotice failure={acts.failure} onRetry={() => acts.again(body)} />
        )}
        <RulesTrial dryRunId={acts.dryRunId} onBack={acts.back} />
      </>
    );
  }
  const groups = [...new Set(level.settings.map(({ group }) => group))];
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (changes.length > 0) acts.tryOut(body);
      }}
    >
      {mayChange && <PresetChoice level={level} draft={draft} onChange={change} />}
      {groups.map((group, at) => {
        const rows = level.settings
          .filter(({ name, group: its }) => its === group && (name !== "precedence" || asks))
          .map((setting) => (
            <SettingRow
              key={setting.name}
              setting={setting}
              known={level.known}
              own={draft.values[setting.name] ?? null}
              fixed={draft.locked.includes(setting.name)}
              mistake={wrong === setting.name ? acts.failure?.message : undefined}
              mayChange={mayChange}
              onValue={(value) => change(withValue(draft, setting.name, value))}
              onFix={(on) => change(withLock(draft, setting.name, on))}
            />
          ));
        const text = words.groupTexts[group];
        const title = group === "types" ? categoryTypes.title : (words.groups[group] ?? group);
        const shown = (
          <>
            {text !== undefined && <p className={styles.text}>{text}</p>}
            {rows}
          </>
        );
        // What most administrators look for stands open.
        return at < 2 ? (
          <CardSection key={group} title={title}>
            {shown}
          </CardSection>
        ) : (
          <Fold key={group} title={title} initiallyOpen={rows.some((row) => row.key === wrong)}>
            {shown}
          </Fold>
        );
      })}
      {mayChange && <Changes changes={changes} />}
      {acts.failure !== null && (
        <FailureNotice
          failure={acts.failure}
          onRetry={() => acts.again(body)}
          {...(wrong === undefined ? {} : { of: nameOf(wrong) })}
        />
      )}
      <div role="status">
        {acts.saved !== null && (
          <MessageBar intent="success">
            <MessageBarBody>{words.saved(acts.saved)}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {mayChange && (
        <div className={styles.acts}>
          <Button appearance="primary" type="submit" disabledFocusable={changes.length === 0}>
            {words.tryFirst}
          </Button>
          <Button
            disabledFocusable={changes.length === 0 || acts.saving}
            onClick={() => acts.save(body)}
          >
            {words.save}
          </Button>
          <Button disabledFocusable={changes.length === 0} onClick={() => change(level.content)}>
            {words.drop}
          </Button>
        </div>
      )}
    </form>
  );
}

/** Whether somebody below may have changes go both ways: else no field is changed on both sides. */
function mayGoBothWays({ settings }: LevelView, { values, locked }: LevelContent): boolean {
  const direction = settings.find(({ name }) => name === "direction");
  if (direction === undefined) return true;
  const { above } = direction;
  const isFixed = above.locked || locked.includes("direction");
  return !isFixed || ((above.locked ? null : values["direction"]) ?? above.value) === "both";
}

interface PresetChoiceProps {
  readonly level: LevelView;
  readonly draft: LevelContent;
  readonly onChange: (draft: LevelContent) => void;
}

function PresetChoice({ level, draft, onChange }: PresetChoiceProps) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const preset = presetOf(draft, level);
  const told = preset === null ? undefined : words.presetTexts[preset.id];
  return (
    <CardSection title={words.preset}>
      <Choice
        label={words.presetFills}
        value={preset?.id ?? ""}
        options={[
          ...(preset === null ? [["", words.noPreset] as const] : []),
          ...level.presets.map(({ id }) => [id, presetNames[id] ?? id] as const),
        ]}
        onChange={(id) => {
          const chosen = level.presets.find((one) => one.id === id);
          if (chosen !== undefined) onChange(withPreset(draft, chosen, level));
        }}
      />
      {told !== undefined && <p className={styles.text}>{told}</p>}
      {preset !== null && preset.rows.length > 0 && (
        <p className={styles.text}>{words.presetRows(preset.rows.join(", "))}</p>
      )}
    </CardSection>
  );
}

function Changes({ changes }: { readonly changes: readonly DraftChange[] }) {
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { nameOf, valueOf } = useSettingTexts();
  if (changes.length === 0) return null;
  const textOf = ({ name, from, to, fixed }: DraftChange): string => {
    const said = (value: DraftChange["from"]) =>
      value === null ? words.nothingSaid : valueOf(name, value);
    const label = nameOf(name);
    const lock = fixed === null ? "" : fixed ? words.nowFixed : words.nowFree;
    if (sameValue(from, to)) return `${label}: ${lock}`;
    return [`${label}: ${said(from)} → ${said(to)}`, lock].filter(Boolean).join(", ");
  };
  return (
    <CardSection title={words.changes}>
      <ul className={styles.list}>
        {changes.map((one) => (
          <li key={one.name} className={styles.one}>
            {textOf(one)}
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
