import { SearchOutlined } from "@ant-design/icons";
import { AutoComplete, type RefSelectProps } from "antd";
import { useEffect, useRef, useState } from "react";
import { fetchQuery, graphql, useRelayEnvironment } from "react-relay";
import { useNavigate } from "react-router";
import { useWords, wordOf } from "../i18n/useWords";
import { addressOf } from "../ui/addresses";
import type { SearchQuery } from "../__generated__/SearchQuery.graphql";

const WAIT_MS = 200;
const FIRST = 24;
const KEY = "/";

const query = graphql`
  query SearchQuery($text: String!, $first: Int!) {
    search(text: $text, first: $first) {
      kind
      id
      title
      detail
    }
  }
`;

type Hit = SearchQuery["response"]["search"][number];

/** One box that looks everywhere; `/` leads to it from any page. */
export function Search() {
  const [text, setText] = useState("");
  const [found, setFound] = useState<{ readonly text: string; readonly hits: readonly Hit[] } | null>(null);
  const input = useRef<RefSelectProps>(null);
  const environment = useRelayEnvironment();
  const navigate = useNavigate();
  const t = useWords();

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== KEY || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);

  const asked = text.trim();
  useEffect(() => {
    if (!asked) return;
    let asking: { unsubscribe: () => void } | undefined;
    const timer = setTimeout(() => {
      asking = fetchQuery<SearchQuery>(environment, query, { text: asked, first: FIRST }).subscribe({
        next: ({ search }) => setFound({ text: asked, hits: search.filter(({ kind, id }) => addressOf(kind, id)) }),
        error: () => setFound(null),
      });
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      asking?.unsubscribe();
    };
  }, [asked, environment]);

  const hits = asked ? (found?.hits ?? []) : [];
  const kinds = [...new Set(hits.map(({ kind }) => kind))];
  return (
    <AutoComplete
      ref={input}
      prefix={<SearchOutlined />}
      suffixIcon={<kbd className="wide-only">{KEY}</kbd>}
      placeholder={t("searchAll")}
      aria-label={t("searchAll")}
      className="shell-search"
      classNames={{ popup: { root: "shell-found" } }}
      value={text}
      onChange={setText}
      popupMatchSelectWidth={false}
      options={kinds.map((kind) => ({
        label: wordOf("NodeKind", kind),
        options: hits
          .filter((hit) => hit.kind === kind)
          .map(({ id, title, detail }) => ({
            value: id,
            label: (
              <>
                {title} <span className="found-detail">{detail}</span>
              </>
            ),
          })),
      }))}
      notFoundContent={asked && found?.text === asked ? t("nothingFound") : null}
      onSelect={(id: string) => {
        const hit = hits.find((each) => each.id === id);
        setText("");
        input.current?.blur();
        if (hit) void navigate(addressOf(hit.kind, hit.id) ?? "/");
      }}
    />
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
