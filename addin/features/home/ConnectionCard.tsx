import {
  Badge,
  Button,
  makeStyles,
  Spinner,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { PlugConnectedRegular } from "@fluentui/react-icons";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Mending } from "../../components/Mending.tsx";
import { CardSection } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import { useConnectionTest } from "./useHome.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  results: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  head: { display: "flex", justifyContent: "space-between", alignItems: "center" },
  name: { ...typographyStyles.body1Strong, margin: 0 },
  fact: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
});

/** Test connection: reads both profiles and shows them. */
export function ConnectionCard() {
  const styles = useStyles();
  const { home } = useWords();
  const test = useConnectionTest();
  return (
    <CardSection title={home.test.title}>
      <p className={styles.text}>{home.test.text}</p>
      <Button
        icon={test.busy ? <Spinner size="tiny" /> : <PlugConnectedRegular />}
        disabledFocusable={test.busy}
        onClick={test.start}
      >
        {home.test.button}
      </Button>
      {test.failure !== null && <FailureNotice failure={test.failure} onRetry={test.start} />}
      <div role="status" className={styles.results}>
        {test.result !== undefined &&
          (["microsoft", "erp"] as const).map((side) => {
            const answer = test.result?.[side];
            if (answer === undefined) return null;
            return (
              <div key={side}>
                <div className={styles.head}>
                  <h3 className={styles.name}>{home.push[side]}</h3>
                  <Badge appearance="tint" color={answer.ok ? "success" : "danger"}>
                    {answer.ok ? home.test.ok : home.test.failed}
                  </Badge>
                </div>
                {[answer.user, ...answer.facts, answer.problem]
                  .filter((line) => line !== null)
                  .map((line) => (
                    <span key={line} className={styles.fact}>
                      {line}
                    </span>
                  ))}
                {answer.mending !== null && <Mending className={styles.fact} {...answer.mending} />}
              </div>
            );
          })}
      </div>
    </CardSection>
  );
}
