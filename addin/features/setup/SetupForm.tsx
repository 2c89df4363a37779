import {
  Badge,
  Button,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Select,
  Spinner,
  Switch,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useState } from "react";
import type {
  Profile,
  SetupOptions,
  SetupRequest,
  Status,
} from "../../../server/api/contract/account.ts";
import { Fold } from "../../components/Fold.tsx";
import { CardSection } from "../../components/Section.tsx";
import { useLocale } from "../../locales/locale.ts";
import { PausedSync } from "../home/SyncProgress.tsx";
import { AllowColors } from "./AllowColors.tsx";
import { CalendarsFields } from "./CalendarsFields.tsx";
import { CategoryTypesFields } from "./CategoryTypesFields.tsx";
import { initialDraft, requestOf, scopeOf, withCompany } from "./form.ts";
import { FieldWays } from "./FieldWays.tsx";
import { aboveIn, inheriting, withOwnRules } from "./levels.ts";
import { isLocked, Origin, type Origins } from "./Origin.tsx";
import { RulesFields } from "./RulesFields.tsx";

const useStyles = makeStyles({
  // The longest time zone's name must not widen the field beyond its card.
  field: { gridTemplateColumns: "minmax(0, 1fr)" },
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  paused: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  name: { ...typographyStyles.body1, display: "flex", columnGap: tokens.spacingHorizontalS },
  facts: {
    ...typographyStyles.caption1,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
    listStyleType: "none",
  },
});

export interface SetupFormProps {
  readonly setup: Profile["setup"];
  readonly options: SetupOptions;
  readonly saving: boolean;
  /** `paused`: stopped to go on later, and saving something else is no word about that. */
  readonly job: "on" | "paused" | "off";
  /** How far a wide sync is, or was when it was paused. */
  readonly progress: Status["calendar"]["progress"];
  readonly onSave: (request: SetupRequest) => void;
  /** Shows what saving this would do. */
  readonly onTry: (request: SetupRequest) => void;
}

/** Company, location, time zone and the calendar's switches, filled in as far as both sides know. */
export function SetupForm({
  setup,
  options,
  saving,
  job,
  progress,
  onSave,
  onTry,
}: SetupFormProps) {
  const styles = useStyles();
  const { words, day } = useLocale();
  const text = words.setup;
  const [draft, setDraft] = useState(() => initialDraft(setup, options));
  const [missing, setMissing] = useState(false);
  const paused = job === "paused";
  const [before, setBefore] = useState(job);
  // It went on, or was stopped, here or elsewhere: the switch follows.
  if (job !== before) {
    setBefore(job);
    setDraft({ ...draft, enabled: job === "on" });
  }
  const above = aboveIn(options, draft.companyId);
  const offAbove = above["enabled"]?.value === false ? above["enabled"] : null;
  const company = options.companies.find(({ id }) => id === draft.companyId)?.name ?? "";
  const origins: Origins = {
    above: (name) => above[name],
    isOwn: (name) => draft.own.includes(name),
    company,
    inherit: (name) => setDraft(inheriting(draft, name, options)),
  };
  const own = (name: string): readonly string[] => [...new Set([...draft.own, name])];
  const setRules = (rules: typeof draft.rules): void => setDraft(withOwnRules(draft, rules));
  const onOff = (value: unknown): string => (value === true ? text.origin.on : text.origin.not);
  const locations = options.companies.find(({ id }) => id === draft.companyId)?.locations ?? [];
  const scope = scopeOf(draft, options);
  // Those of others are mailboxes of their own.
  const calendars = options.calendars.all.filter(({ owner }) => owner === null);
  const submit = (act: (request: SetupRequest) => void): void => {
    const request = requestOf(draft, options);
    setMissing(request === null);
    if (request !== null) act(request);
  };
  const zones = [...new Set([draft.timeZone, ...options.timeZones])].sort();

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(onSave);
      }}
    >
      {options.notices.map(({ code }) => (
        <MessageBar key={code} intent="warning" layout="multiline">
          <MessageBarBody>{words.notices[code] ?? code}</MessageBarBody>
        </MessageBar>
      ))}
      <CardSection title={text.profile}>
        <Field
          label={text.company}
          required
          {...(missing ? { validationMessage: text.companyMissing } : {})}
        >
          <Select
            value={draft.companyId ?? ""}
            onChange={(_event, { value }) => {
              setMissing(false);
              setDraft(withCompany(draft, value === "" ? null : value, options));
            }}
          >
            <option value="">{text.choose}</option>
            {options.companies.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={text.location}>
          <Select
            value={draft.locationId ?? ""}
            onChange={(_event, { value }) =>
              setDraft({ ...draft, locationId: value === "" ? null : value })
            }
          >
            <option value="">{text.noLocation}</option>
            {locations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field className={styles.field} label={text.timeZone}>
          <Select
            value={draft.timeZone}
            onChange={(_event, { value }) => setDraft({ ...draft, timeZone: value })}
          >
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </Select>
        </Field>
      </CardSection>
      <CardSection title={text.jobs}>
        {paused ? (
          <div role="group" aria-label={text.calendar} className={styles.paused}>
            <span className={styles.name}>
              {text.calendar}
              <Badge appearance="tint" color="warning">
                {words.health.paused.label}
              </Badge>
            </span>
            <PausedSync progress={progress} />
          </div>
        ) : (
          <Field
            {...(offAbove === null
              ? {}
              : {
                  hint: text.origin.off(
                    offAbove.from === "system"
                      ? text.origin.everybody
                      : text.origin.people(company),
                  ),
                })}
          >
            <Switch
              label={text.calendar}
              checked={draft.enabled && offAbove === null}
              disabled={offAbove !== null}
              onChange={(_event, { checked }) => setDraft({ ...draft, enabled: checked })}
            />
          </Field>
        )}
        {(draft.enabled || paused) && (
          <>
            <Field label={text.which}>
              <RadioGroup
                value={draft.outlookItems}
                disabled={isLocked(origins, "outlookItems")}
                onChange={(_event, { value }) =>
                  setDraft({
                    ...draft,
                    own: own("outlookItems"),
                    outlookItems: value as typeof draft.outlookItems,
                  })
                }
              >
                <Radio value="chosen" label={text.chosen} />
                <Radio value="category" label={text.category} />
                <Radio value="all" label={text.all} />
              </RadioGroup>
            </Field>
            <Origin
              quiet
              name="outlookItems"
              label={text.which}
              origins={origins}
              aboveText={(value) => text[value as typeof draft.outlookItems]}
            />
            {calendars.length > 1 && (
              <CalendarsFields
                all={calendars}
                picked={draft.calendars}
                onChange={(calendars) => setDraft({ ...draft, calendars })}
              />
            )}
            <Switch
              label={text.erpItems}
              checked={draft.erpItems}
              disabled={isLocked(origins, "erpItems")}
              onChange={(_event, { checked }) =>
                setDraft({ ...draft, own: own("erpItems"), erpItems: checked })
              }
            />
            <Origin
              quiet
              name="erpItems"
              label={text.erpItems}
              origins={origins}
              aboveText={onOff}
            />
            <Field hint={text.marksText}>
              {/* Fluent gives the hint to the switch as its description. */}
              <Switch
                label={text.marks}
                checked={draft.rules.marks}
                disabled={isLocked(origins, "marks")}
                onChange={(_event, { checked }) => setRules({ ...draft.rules, marks: checked })}
              />
            </Field>
            <Origin quiet name="marks" label={text.marks} origins={origins} aboveText={onOff} />
            {draft.rules.marks && options.lacksColors && setup !== null && <AllowColors />}
            <Field hint={text.mailsText}>
              <Switch
                label={text.mails}
                checked={draft.mails}
                onChange={(_event, { checked }) => setDraft({ ...draft, mails: checked })}
              />
            </Field>
            <Fold title={text.rules.title}>
              <div className={styles.form}>
                <RulesFields
                  rules={draft.rules}
                  erpCancels={options.erpCancels}
                  origins={origins}
                  onChange={setRules}
                />
              </div>
            </Fold>
            <Fold title={words.categoryTypes.title}>
              <div className={styles.form}>
                <CategoryTypesFields
                  options={options}
                  companyId={draft.companyId}
                  rules={draft.rules}
                  origins={origins}
                  onChange={setRules}
                />
              </div>
            </Fold>
            <Fold title={text.fields.title}>
              <FieldWays
                fields={options.fields}
                rules={draft.rules}
                origins={origins}
                onChange={setRules}
              />
            </Fold>
            <ul className={styles.facts}>
              <li>{text.scope(day(scope.from), day(scope.to))}</li>
              <li>{text.silent}</li>
              <li>{text.rules.privateHints[draft.rules.privateItems]}</li>
            </ul>
          </>
        )}
      </CardSection>
      <Button
        type="submit"
        appearance="primary"
        size="large"
        {...(saving ? { icon: <Spinner size="tiny" /> } : {})}
        disabledFocusable={saving}
      >
        {text.save}
      </Button>
      <Button size="large" disabledFocusable={saving} onClick={() => submit(onTry)}>
        {text.tryFirst}
      </Button>
    </form>
  );
}
