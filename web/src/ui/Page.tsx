import { Flex, Typography } from "antd";
import { useEffect, type ReactNode } from "react";
import { Link } from "react-router";
import { useWords } from "../i18n/useWords";

export interface Crumb {
  readonly to: string;
  readonly label: ReactNode;
}

interface Props {
  readonly title: ReactNode;
  /** The text of the browser's tab where the title is no plain text. */
  readonly tab?: string;
  readonly above?: readonly Crumb[];
  readonly tags?: ReactNode;
  readonly actions?: ReactNode;
  readonly about?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: where it stands, its title, what can be done here. */
export function Page({ title, tab, above = [], tags, actions, about, children }: Props) {
  const t = useWords();
  const name = tab ?? (typeof title === "string" ? title : "");
  useEffect(() => {
    document.title = name ? `${name} · 绿桥 GreenBridge` : "绿桥 GreenBridge";
  }, [name]);
  return (
    <div className="page">
      {above.length > 0 && (
        <nav className="page-above" aria-label={t("above")}>
          {above.map(({ to, label }) => (
            <span key={to}>
              <Link to={to}>{label}</Link> /{" "}
            </span>
          ))}
        </nav>
      )}
      <Flex wrap gap="small" justify="space-between" align="center" className="page-head">
        <Flex wrap gap="small" align="center">
          <Typography.Title level={1}>{title}</Typography.Title>
          {tags}
        </Flex>
        {actions && (
          <Flex wrap gap="small">
            {actions}
          </Flex>
        )}
      </Flex>
      {about && <Typography.Paragraph type="secondary">{about}</Typography.Paragraph>}
      {children}
    </div>
  );
}
