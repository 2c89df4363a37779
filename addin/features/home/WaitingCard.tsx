import {
  Button,
  CounterBadge,
  makeStyles,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import { OpenRegular, QuestionCircleRegular } from "@fluentui/react-icons";
import type { WaitingItem } from "../../../server/api/contract/items.ts";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { HelpLink } from "../../components/HelpLink.tsx";
import { CardSection } from "../../components/Section.tsx";
import { useWords } from "../../locales/locale.ts";
import { useExplain } from "../explain/useExplain.tsx";
import { EndingQuestion } from "../item/EndingQuestion.tsx";
import { ConflictList } from "../item/Conflicts.tsx";
import { useWaiting, type WaitingHandle } from "./useWaiting.ts";

const useStyles = makeStyles({
  text: { ...typographyStyles.body1, margin: 0 },
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  item: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  head: {
    display: "flex",
    alignItems: "start",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
  },
  name: { display: "flex", flexDirection: "column", minWidth: 0 },
  subject: { ...typographyStyles.body1Strong, margin: 0, overflowWrap: "anywhere" },
  small: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  act: { alignSelf: "flex-start" },
});

/** Everything that waits for its person's decision, to be decided here; nothing where nothing waits. */
export function WaitingCard() {
  const styles = useStyles();
  const words = useWords().home.decisions;
  const waiting = useWaiting();
  const explain = useExplain();
  const { total, items, failure } = waiting;
  if (total === 0 && failure === null) return null;
  return (
    <CardSection
      title={words.title}
      aside={<CounterBadge count={total} color="danger" aria-label={words.count(total)} />}
    >
      {items.some(({ conflicts }) => conflicts.some(({ days }) => days === null)) && (
        <p className={styles.text}>{words.text}</p>
      )}
      <HelpLink about="conflict" of={words.title} />
      {failure !== null && <FailureNotice failure={failure} onRetry={waiting.reload} />}
      <ul className={styles.list}>
        {items.map((item) => (
          <Waiting key={item.linkId} item={item} waiting={waiting} onExplain={explain.open} />
        ))}
      </ul>
      {total > items.length && <p className={styles.text}>{words.more(total - items.length)}</p>}
      {explain.dialog}
    </CardSection>
  );
}

interface WaitingProps {
  readonly item: WaitingItem;
  readonly waiting: WaitingHandle;
  readonly onExplain: (linkId: string) => void;
}

function Waiting({ item, waiting, onExplain }: WaitingProps) {
  const styles = useStyles();
  const words = useWords();
  const subject = item.subject === "" ? words.home.setAside.unnamed : item.subject;
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <div className={styles.name}>
          <h3 className={styles.subject}>{subject}</h3>
          <span className={styles.small}>{item.when}</span>
        </div>
        <Button
          size="small"
          appearance="subtle"
          icon={<QuestionCircleRegular />}
          aria-label={words.explain.of(subject)}
          onClick={() => onExplain(item.linkId)}
        >
          {words.explain.button}
        </Button>
      </div>
      {item.ending !== null && (
        <EndingQuestion
          heading="h4"
          ending={item.ending}
          busy={waiting.busyItem === item.itemId}
          onDecide={(decision) => waiting.end(item.itemId, decision)}
        />
      )}
      {item.notTaken.length > 0 && <NotTaken item={item} />}
      <ConflictList
        heading="h4"
        conflicts={item.conflicts}
        busy={waiting.busyItem === item.itemId}
        onAnswer={(answer) => waiting.answer(item.itemId, answer)}
      />
    </li>
  );
}

/** An edit that the ERP does not take: he has its activity opened again there, or takes his edit back. */
function NotTaken({ item }: Pick<WaitingProps, "item">) {
  const styles = useStyles();
  const words = useWords();
  const { label, text } = words.states["not-taken"];
  const names = item.notTaken.map((field) => words.fields[field] ?? field);
  return (
    <section aria-label={label} className={styles.item}>
      <h4 className={styles.subject}>{label}</h4>
      <p className={styles.text}>
        {text} {words.item.staysInOutlook(names.join(", "))}
      </p>
      {item.erpWebUrl !== null && (
        <Button
          as="a"
          className={styles.act}
          icon={<OpenRegular />}
          href={item.erpWebUrl}
          target="_blank"
          rel="noreferrer"
        >
          {words.item.openActivity}
        </Button>
      )}
    </section>
  );
}
