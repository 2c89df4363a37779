import { Button, Spinner, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { ParkedView } from "../../../server/api/contract/account.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { CardSection } from "../../components/Section.tsx";
import { plainList } from "../../components/plainList.ts";
import { useLocale } from "../../locales/locale.ts";
import { toldOfAside } from "../../set-aside.ts";
import { useSetAside } from "./useHome.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  list: plainList,
  item: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
  },
  body: { display: "flex", flexDirection: "column", minWidth: 0, flex: "1 1 200px" },
  subject: { ...typographyStyles.body1Strong, overflowWrap: "anywhere" },
  small: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

/** What could not be synchronized, why, and a way to try again: one bad item stops no other. */
export function SetAsideCard({ count }: { readonly count: number }) {
  const styles = useStyles();
  const { words } = useLocale();
  const { items, failure, reload, busyKey, retry } = useSetAside(count);
  if (items?.length === 0) return null;
  return (
    <CardSection title={words.home.setAside.title}>
      <p className={styles.text}>{words.home.setAside.text}</p>
      {failure !== null && <FailureNotice failure={failure} onRetry={reload} />}
      {items === undefined ? (
        failure === null && <Loading />
      ) : (
        <ul className={styles.list}>
          {items.map((item) => (
            <SetAside
              key={item.key}
              item={item}
              busy={busyKey === item.key}
              onRetry={() => retry(item.key)}
            />
          ))}
        </ul>
      )}
    </CardSection>
  );
}

interface SetAsideProps {
  readonly item: ParkedView;
  readonly busy: boolean;
  readonly onRetry: () => void;
}

function SetAside({ item, busy, onRetry }: SetAsideProps) {
  const styles = useStyles();
  const { words, time } = useLocale();
  const { title, again, untilThen, onChange } = words.home.setAside;
  const subject = item.subject === "" ? words.home.setAside.unnamed : item.subject;
  const { code, side } = item;
  const { reason, remedy } = toldOfAside(words.setAside, { code, side, text: item.reason });
  // What its person is asked is not tried: it waits for his answer.
  const isAsked = code === "split-in-doubt";
  const next = item.nextTryAt === null ? onChange : untilThen(time(item.nextTryAt));
  return (
    <li className={styles.item}>
      <div className={styles.body}>
        <span className={styles.subject}>{subject}</span>
        <span>{reason}</span>
        {remedy !== "" && <span>{remedy}</span>}
        <span className={styles.small}>
          {words.home.since(time(item.since))}.{!isAsked && ` ${next}`}
        </span>
      </div>
      {!isAsked && (
        <Button
          size="small"
          disabledFocusable={busy}
          icon={busy ? <Spinner size="extra-tiny" /> : null}
          aria-label={`${again}: ${subject} (${title})`}
          onClick={onRetry}
        >
          {again}
        </Button>
      )}
    </li>
  );
}
