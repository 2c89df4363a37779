import {
  Button,
  Field,
  Link,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { useState } from "react";
import type { TwinView } from "../../../server/api/contract/plan.ts";
import { CardSection } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  form: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  strong: { ...typographyStyles.body1Strong, display: "block" },
  small: { ...typographyStyles.caption1, display: "block", overflowWrap: "anywhere" },
  decide: { alignSelf: "flex-start" },
});

/** Stands for none of them: no id is empty. */
const none = "";

export interface SplitDoubtProps {
  /** The series that was cut. */
  readonly first: TwinView;
  readonly next: readonly TwinView[];
  readonly busy: boolean;
  /** @param nextId `null`: none goes on with it. */
  readonly onDecide: (nextId: string | null) => void;
}

/** A series that was cut: its person tells whether one of those that come after it goes on with it. */
export function SplitDoubt({ first, next, busy, onDecide }: SplitDoubtProps) {
  const styles = useStyles();
  const words = useWords().plan;
  const text = words.splits;
  const [chosen, setChosen] = useState<string | null>(null);
  const yes = ({ private: isPrivate, subject }: TwinView): string =>
    isPrivate ? text.yesPrivate : text.yes(subject === "" ? words.unnamed : subject);
  return (
    <CardSection title={text.title(first.subject)}>
      <p className={styles.text}>{text.text}</p>
      <div className={styles.form}>
        <div>
          <span className={styles.strong}>{text.first}</span>
          <Details twin={first} />
        </div>
        <Field label={text.question}>
          <RadioGroup value={chosen ?? "?"} onChange={(_event, { value }) => setChosen(value)}>
            {next.map((one) => (
              <Radio
                key={one.id}
                value={one.id}
                label={
                  <>
                    {yes(one)}
                    <Details twin={one} />
                  </>
                }
              />
            ))}
            <Radio value={none} label={text.no} />
          </RadioGroup>
        </Field>
        <Button
          className={styles.decide}
          disabledFocusable={busy || chosen === null}
          onClick={() => {
            if (chosen !== null) onDecide(chosen === none ? null : chosen);
          }}
        >
          {words.doubts.decide}
        </Button>
      </div>
    </CardSection>
  );
}

/** When and where it takes place, and a way to look at it. */
function Details({ twin }: { readonly twin: TwinView }) {
  const styles = useStyles();
  const text = useWords().plan.doubts;
  const told = [twin.when, twin.place].filter((part) => part !== null).join(", ");
  return (
    <span className={styles.small}>
      {told}
      {twin.webUrl !== null && (
        <>
          {told !== "" && " · "}
          <Link href={twin.webUrl} target="_blank" rel="noreferrer" inline>
            {text.open}
          </Link>
        </>
      )}
    </span>
  );
}
