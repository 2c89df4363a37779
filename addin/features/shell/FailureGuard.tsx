import { Component, type ReactNode } from "react";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { Failure, failureOf } from "../../failures.ts";

export interface FailureGuardProps {
  /** Where the person is; what fell down is tried again once he is elsewhere. */
  readonly place: string;
  /** Told what fell down, for the details that a person copies. */
  readonly onFailure: (failure: Failure) => void;
  readonly children: ReactNode;
}

interface FailureGuardState {
  readonly failure: Failure | null;
  readonly place: string;
}

/** A page that is on its way out is gone by then; whoever looks has read what happens. */
const reloadAfterMs = 3_000;
/** A part that is missing for good must not have the page loaded over and over. */
const reloadEveryMs = 60_000;
const reloadedKey = "sync-to-erp.reloaded-at";

/** Shows what fell down, or did not load, as a failure in words: React leaves the whole page blank. */
export class FailureGuard extends Component<FailureGuardProps, FailureGuardState> {
  override state: FailureGuardState = { failure: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Pick<FailureGuardState, "failure"> {
    return {
      failure: isMissing(error) ? new Failure("part-missing", { cause: error }) : failureOf(error),
    };
  }

  static getDerivedStateFromProps(
    { place }: FailureGuardProps,
    before: FailureGuardState,
  ): FailureGuardState | null {
    return place === before.place ? null : { failure: null, place };
  }

  private reload: ReturnType<typeof setTimeout> | undefined;

  override componentDidCatch(): void {
    const { failure } = this.state;
    if (failure === null) return;
    this.props.onFailure(failure);
    if (failure.code !== "part-missing" || wasReloadedLately()) return;
    this.reload = setTimeout(() => location.reload(), reloadAfterMs);
  }

  override componentDidUpdate(): void {
    if (this.state.failure === null) clearTimeout(this.reload);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.reload);
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    // A part that did not load is not asked for again before the page is.
    return <FailureNotice failure={failure} onRetry={() => location.reload()} />;
  }
}

/** A script of the page did not arrive: the connection broke, or the server has newer ones by now. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === "ChunkLoadError";
}

/** Asking counts as a reload. */
function wasReloadedLately(): boolean {
  try {
    const lastMs = Number(sessionStorage.getItem(reloadedKey) ?? 0);
    sessionStorage.setItem(reloadedKey, String(Date.now()));
    return Date.now() - lastMs < reloadEveryMs;
  } catch {
    // Nothing may be kept here: then the person decides.
    return true;
  }
}
