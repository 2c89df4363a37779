import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Loading } from "../../components/Loading.tsx";
import { failureOf } from "../../failures.ts";
import { useMe } from "../account.ts";
import { ServicePlace } from "./ServicePlace.tsx";

/** The Service section in the task pane; loaded only where somebody opens it. */
export function ServiceInPane({ hash }: { readonly hash: string }) {
  const me = useMe();
  if (me.data !== undefined) return <ServicePlace me={me.data} hash={hash} />;
  return me.error === null ? (
    <Loading lines={6} />
  ) : (
    <FailureNotice failure={failureOf(me.error)} onRetry={() => void me.refetch()} />
  );
}
