import { Badge, Button, Link, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { RightsView } from "../../../../server/api/contract/service/abilities.ts";
import { useService } from "../../../api/service.ts";
import { CardSection } from "../../../components/Section.tsx";
import { Unanswered } from "../../../components/Unanswered.tsx";
import { useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./ability-words.ts";

export interface AbilitiesCardProps {
  readonly connectionId: string;
  readonly name: string;
  readonly onClose: () => void;
}

const levelColors = { yes: "success", partly: "warning", no: "informative" } as const;
const stateColors = { granted: "success", missing: "danger", untold: "informative" } as const;

/** What an ERP can do and what that means for people, and what it lets our account do. */
export function AbilitiesCard({ connectionId, name, onClose }: AbilitiesCardProps) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const ask = useService();
  const parameters = { connectionId };
  const found = useQuery({
    queryKey: ["service", "abilities", connectionId],
    queryFn: () => ask("abilities", { parameters }),
  });
  return (
    <>
      <Permissions connectionId={connectionId} name={name} />
      <CardSection title={words.title(name)}>
        {found.data === undefined ? (
          <Unanswered asked={found} lines={6} />
        ) : (
          <ul className={styles.list}>
            {found.data.abilities.map(({ ability, level }) => (
              <li key={ability} className={styles.one}>
                <span className={styles.what}>
                  <span className={styles.name}>{words.names[ability]}</span>
                  <span>{words.abilities[ability][level] ?? words.levels[level]}</span>
                </span>
                <Badge appearance="tint" color={levelColors[level]}>
                  {words.levels[level]}
                </Badge>
              </li>
            ))}
          </ul>
        )}
        <span className={styles.buttons}>
          <Button onClick={onClose}>{words.close}</Button>
        </span>
      </CardSection>
    </>
  );
}

function Permissions({ connectionId, name }: Pick<AbilitiesCardProps, "connectionId" | "name">) {
  const styles = useServiceStyles();
  const { rights: words } = useWordsOf(allWords);
  const ask = useService();
  const asked = useQuery({
    queryKey: ["service", "erp-rights", connectionId],
    queryFn: () => ask("erpRights", { parameters: { connectionId } }),
    // What was asked a while ago is not what it says.
    staleTime: 0,
  });
  // An old answer beside a look that failed would be taken for what is true now.
  const told = asked.error === null ? asked.data : undefined;
  const sum = told?.problem === null ? sumOf(told.rights) : "untold";
  return (
    <CardSection title={words.title(name)}>
      <p className={styles.text}>{words.text}</p>
      <div role="status">
        {told?.problem != null && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{told.problem}</MessageBarBody>
          </MessageBar>
        )}
        {sum !== "untold" && (
          <MessageBar intent={sum === "missing" ? "warning" : "success"} layout="multiline">
            <MessageBarBody>{sum === "missing" ? words.some : words.all}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {told === undefined ? (
        <Unanswered asked={asked} lines={4} />
      ) : (
        <>
          <ul className={styles.list}>
            {told.rights.map((right) => (
              <Right key={right.use} right={right} />
            ))}
          </ul>
        </>
      )}
      <span className={styles.buttons}>
        <Button disabledFocusable={asked.isFetching} onClick={() => void asked.refetch()}>
          {words.again}
        </Button>
        {told?.page != null && (
          <Link href={told.page} target="_blank" rel="noreferrer">
            {words.page}
          </Link>
        )}
      </span>
    </CardSection>
  );
}

/** What to say of all rights together. */
function sumOf(rights: RightsView["rights"]): RightsView["rights"][number]["state"] {
  if (rights.some(({ state }) => state === "missing")) return "missing";
  return rights.every(({ state }) => state === "granted") ? "granted" : "untold";
}

function Right({ right: { use, state, name } }: { readonly right: RightsView["rights"][number] }) {
  const styles = useServiceStyles();
  const { rights: words } = useWordsOf(allWords);
  const remedy = name === null ? words.remedyUnnamed : words.remedy(name);
  return (
    <li className={styles.one}>
      <span className={styles.what}>
        <span className={styles.name}>{words.uses[use]}</span>
        {state === "missing" && (
          <span>
            {words.without[use]} {remedy}
          </span>
        )}
        {state === "untold" && <span className={styles.small}>{words.untold}</span>}
      </span>
      <Badge appearance="tint" color={stateColors[state]}>
        {words.states[state]}
      </Badge>
    </li>
  );
}
