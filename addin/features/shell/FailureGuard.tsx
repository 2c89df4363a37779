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

  override componentDidCatch(): void {
    if (this.state.failure !== null) this.props.onFailure(this.state.failure);
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
