import { Button, Skeleton } from "antd";
import { Component, Suspense, type ReactNode } from "react";
import { sentenceOf } from "../i18n/useWords";
import { words } from "../i18n";
import { faultOf } from "./faults";
import { Notice } from "./Notice";

interface BoundaryState {
  readonly problem: unknown;
}

/** Where a page, or a part of one, fails in its own place and can be tried again. */
class Boundary extends Component<{ readonly children: ReactNode; readonly retry: () => void }, BoundaryState> {
  override state: BoundaryState = { problem: null };

  static getDerivedStateFromError(problem: unknown): BoundaryState {
    return { problem };
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children;
    const { code, params } = faultOf(this.state.problem);
    const again = () => {
      this.setState({ problem: null });
      this.props.retry();
    };
    return (
      <Notice text={sentenceOf(code, params)}>
        <Button onClick={again}>{words.t("tryAgain", { ns: "ui" })}</Button>
      </Notice>
    );
  }
}

const nothing = () => undefined;

/** Loads and fails in place. */
export function Frame({ children, retry = nothing }: { readonly children: ReactNode; readonly retry?: () => void }) {
  return (
    <Boundary retry={retry}>
      <Suspense fallback={<Skeleton active style={{ padding: 24 }} />}>{children}</Suspense>
    </Boundary>
  );
}
