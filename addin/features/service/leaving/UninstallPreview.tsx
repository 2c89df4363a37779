import { useQuery } from "@tanstack/react-query";
import { useService } from "../../../api/service.ts";
import { Facts } from "../../../components/Facts.tsx";
import { FailureNotice } from "../../../components/FailureNotice.tsx";
import { Loading } from "../../../components/Loading.tsx";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./uninstall-words.ts";

/** What goes and what stays of everybody, on each side. Every mailbox is looked into for it. */
export function UninstallPreview() {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { number } = useLocale();
  const ask = useService();
  const asked = useQuery({
    queryKey: ["service", "uninstall", "preview"],
    queryFn: () => ask("uninstallPreview"),
  });
  if (asked.error !== null) {
    return <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />;
  }
  const found = asked.data;
  if (found === undefined) return <Loading lines={6} />;
  const erps = found.connections.map(({ name, fixed }) => (fixed ? words.fixed(name) : name));
  return (
    <>
      <span className={styles.name}>
        {words.companies(number(found.companies.length), number(found.mailboxes))}
      </span>
      <ul className={styles.list}>
        {found.companies.map(({ name, mailboxes, linked }) => (
          <li key={name} className={styles.one}>
            <span className={styles.what}>
              <span>{name}</span>
              <span className={styles.small}>
                {words.company(number(mailboxes), number(linked))}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {found.refused > 0 && <p className={styles.text}>{words.refused(number(found.refused))}</p>}
      <span className={styles.name}>{words.goes}</span>
      <Facts
        facts={[
          {
            name: words.here,
            value: words.goesHere(
              number(found.mailboxes),
              number(found.links),
              number(found.tokens),
              number(found.documents),
            ),
          },
          { name: words.microsoft, value: words.goesMicrosoft(number(found.subscriptions)) },
          {
            name: words.erp,
            value: erps.length === 0 ? words.noErp : words.goesErp(erps.join(", ")),
          },
        ]}
      />
      <span className={styles.name}>{words.chosen}</span>
      <Facts
        facts={[
          {
            name: words.microsoft,
            value: words.chosenMicrosoft(number(found.marks), number(found.outlookCopies)),
          },
          { name: words.erp, value: words.chosenErp(number(found.erpCopies)) },
        ]}
      />
      <span className={styles.name}>{words.stays}</span>
      <Facts
        facts={[
          { name: words.here, value: words.staysHere(number(found.roles)) },
          { name: words.microsoft, value: words.staysMicrosoft },
          { name: words.erp, value: words.staysErp },
        ]}
      />
    </>
  );
}
