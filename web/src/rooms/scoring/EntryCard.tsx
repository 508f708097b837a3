import { Card, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { numberText, useWords } from "../../i18n/useWords";
import type { EntryCard_entry$key } from "../../__generated__/EntryCard_entry.graphql";

interface Props {
  readonly entry: EntryCard_entry$key;
  readonly isBlind: boolean;
}

/** What is judged: the text and the materials; who is behind it only where the round is not blind. */
export function EntryCard({ entry: key, isBlind }: Props) {
  const { track, fields, summary, identity, materials } = useFragment(
    graphql`
      fragment EntryCard_entry on Entry {
        id
        track
        fields
        summary
        identity {
          id
          organizationName
        }
        materials(first: 50) {
          nodes {
            id
            name
            size
            state
            downloadUrl
          }
        }
      }
    `,
    key,
  );
  const t = useWords("scoring");
  return (
    <Card size="small">
      {[track, ...fields].filter(Boolean).map((label) => (
        <Tag key={label}>{label}</Tag>
      ))}
      <Typography.Paragraph
        className="desk-summary"
        style={{ marginTop: 8 }}
        ellipsis={{ rows: 8, expandable: true, symbol: t("sheet.more") }}
      >
        {summary || t("sheet.noSummary")}
      </Typography.Paragraph>
      {identity && <Typography.Text type="secondary">{identity.organizationName}</Typography.Text>}
      {isBlind && !identity && <Typography.Text type="secondary">{t("sheet.isBlind")}</Typography.Text>}
      {materials.nodes.length > 0 && (
        <ul className="plain-list">
          {materials.nodes.map(({ id, name, size, state, downloadUrl }) => (
            <li key={id}>
              {state === "CLEAN" ? (
                <a href={downloadUrl} target="_blank" rel="noreferrer">
                  {name}
                </a>
              ) : (
                name
              )}{" "}
              <Typography.Text type="secondary">{numberText(size / 1024 / 1024, 1)} MB</Typography.Text>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
