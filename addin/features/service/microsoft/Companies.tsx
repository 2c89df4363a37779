import { Badge, Button, Link } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import type { TenantView } from "../../../../server/api/contract/service/tenants.ts";
import { useService } from "../../../api/service.ts";
import { failureOf } from "../../../failures.ts";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

export interface CompaniesProps {
  readonly tenants: readonly TenantView[];
  /** Whether the reader may ask for consent and test. */
  readonly mayAct: boolean;
  /** `null`: the reader shuts nobody out. */
  readonly onRemove: ((tenantId: string) => void) | null;
}

export function Companies({ tenants, mayAct, onRemove }: CompaniesProps) {
  const styles = useServiceStyles();
  return (
    <ul className={styles.list}>
      {tenants.map((tenant) => (
        <li key={tenant.id} className={styles.one}>
          <Company tenant={tenant} mayAct={mayAct} onRemove={onRemove} />
        </li>
      ))}
    </ul>
  );
}

function Company({
  tenant,
  mayAct,
  onRemove,
}: { readonly tenant: TenantView } & Omit<CompaniesProps, "tenants">) {
  const styles = useServiceStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  const ask = useService();
  const { id, name, domains, consent, fixed } = tenant;
  const parameters = { tenantId: id };
  const check = useMutation({ mutationFn: () => ask("checkTenant", { parameters }) });
  const agree = useMutation({
    mutationFn: () => ask("consentLink", { parameters }),
    // The page that asks for it returns to the portal; no frame, such as the pane's, may show it.
    onSuccess: ({ url }) => {
      if (window.top === window.self) location.assign(url);
    },
  });
  const failure = check.error ?? agree.error;
  return (
    <>
      <span className={styles.who}>
        <span className={styles.name}>{name}</span>
        <span className={styles.small}>
          {[id, ...domains].join(" · ")}
          {fixed && ` · ${words.fixed}`}
        </span>
        <span>{words.people(number(tenant.people))}</span>
        <span className={styles.small}>
          {tenant.asApplication
            ? words.asApplication
            : consent === null
              ? words.notConsented
              : words.consented(time(consent.at), consent.by)}
        </span>
        <span role="status">
          {check.data !== undefined && (
            <Badge appearance="tint" color={check.data.proved ? "success" : "danger"}>
              {check.data.proved ? "✓" : "!"}
            </Badge>
          )}{" "}
          {check.data !== undefined && (check.data.proved ? words.proved : check.data.problem)}
          {failure !== null && failureOf(failure).message}
          {agree.data !== undefined && window.top !== window.self && (
            <Link href={agree.data.url} target="_blank" rel="noreferrer">
              {words.consentPage}
            </Link>
          )}
        </span>
      </span>
      {mayAct && (
        <span className={styles.buttons}>
          <Button
            aria-label={words.consent(name)}
            disabled={agree.isPending}
            onClick={() => agree.mutate()}
          >
            {words.consentShort}
          </Button>
          <Button
            aria-label={words.check(name)}
            disabled={check.isPending}
            onClick={() => check.mutate()}
          >
            {words.checkShort}
          </Button>
          {onRemove !== null && !fixed && (
            <Button aria-label={words.remove(name)} onClick={() => onRemove(id)}>
              {words.removeShort}
            </Button>
          )}
        </span>
      )}
    </>
  );
}
