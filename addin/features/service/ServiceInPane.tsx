import { Unanswered } from "../../components/Unanswered.tsx";
import { useMe } from "../account.ts";
import { ServicePlace } from "./ServicePlace.tsx";

/** The Service section in the task pane; loaded only where somebody opens it. */
export function ServiceInPane({ hash }: { readonly hash: string }) {
  const me = useMe();
  if (me.data !== undefined) return <ServicePlace me={me.data} hash={hash} />;
  return <Unanswered asked={me} lines={6} />;
}
