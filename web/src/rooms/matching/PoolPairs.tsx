import { Typography } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { fitText } from "../../ui/fits";
import "./pool.css";

interface Pair {
  readonly needId: string;
  readonly needTitle: string;
  readonly technologyPackageId: string;
  readonly packageTitle: string;
  readonly fit?: number;
  readonly mark: ReactNode;
}

/** Needs with packages, each marked with what became of it. */
export function PoolPairs({ pairs, none }: { readonly pairs: readonly Pair[]; readonly none: string }) {
  if (pairs.length === 0) return <Typography.Text type="secondary">{none}</Typography.Text>;
  return (
    <ul className="recommendations">
      {pairs.map(({ needId, needTitle, technologyPackageId, packageTitle, fit, mark }) => (
        <li key={`${needId} ${technologyPackageId}`}>
          <Link to={`/needs/${needId}`}>{needTitle}</Link>
          <Link to={`/packages/${technologyPackageId}`}>{packageTitle}</Link>
          <span>
            {fit !== undefined && <strong>{fitText(fit)} </strong>}
            {mark}
          </span>
        </li>
      ))}
    </ul>
  );
}
