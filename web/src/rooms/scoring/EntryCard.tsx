import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { numberText, useWords } from "../../i18n/useWords";
import { actingAddress } from "../../ui/acting";
import { Section } from "./parts";
import type { EntryCard_entry$key } from "../../__generated__/EntryCard_entry.graphql";

const LONG = 400;

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
  const [isWhole, setWhole] = useState(false);
  const t = useWords("scoring");
  const isLong = summary.length > LONG;
  return (
    <Section>
      <div className="desk-tags">
        {[track, ...fields].filter(Boolean).map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
      <p className={isLong && !isWhole ? "desk-summary desk-summary-cut" : "desk-summary"}>
        {summary || t("sheet.noSummary")}
      </p>
      {isLong && !isWhole && (
        <div className="desk-links">
          <button type="button" onClick={() => setWhole(true)}>
            {t("sheet.more")}
          </button>
        </div>
      )}
      {identity && <div className="desk-soft">{identity.organizationName}</div>}
      {isBlind && !identity && <div className="desk-soft">{t("sheet.isBlind")}</div>}
      {materials.nodes.length > 0 && (
        <ul className="plain-list">
          {materials.nodes.map(({ id, name, size, state, downloadUrl }) => (
            <li key={id}>
              {state === "CLEAN" ? (
                <a href={actingAddress(downloadUrl)} target="_blank" rel="noreferrer">
                  {name}
                </a>
              ) : (
                name
              )}{" "}
              <span className="desk-soft">{numberText(size / 1024 / 1024, 1)} MB</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
