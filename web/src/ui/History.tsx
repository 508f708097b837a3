import { HistoryOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useWords } from "../i18n/useWords";
import type { HistoryQuery } from "../__generated__/HistoryQuery.graphql";
import { Changes } from "./Changes";
import { Empty } from "./Empty";
import { Frame } from "./Frame";

const FIRST = 50;

/** A button that opens the record of changes of an object, as far as the person may see it. */
export function History({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false);
  const t = useWords();
  return (
    <>
      <Button icon={<HistoryOutlined />} onClick={() => setOpen(true)}>
        {t("history")}
      </Button>
      <Drawer
        open={isOpen}
        size={560}
        title={t("history")}
        onClose={() => setOpen(false)}
        styles={{ body: { padding: 0 } }}
        destroyOnHidden
      >
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by the keyboard */}
        <section className="history" tabIndex={0} aria-label={t("history")}>
          <Frame>
            <Entries id={id} />
          </Frame>
        </section>
      </Drawer>
    </>
  );
}

function Entries({ id }: { readonly id: string }) {
  const { history } = useLazyLoadQuery<HistoryQuery>(
    graphql`
      query HistoryQuery($id: ID!, $first: Int!) {
        history(id: $id, first: $first) {
          nodes {
            id
            ...Changes_entry
          }
        }
      }
    `,
    { id, first: FIRST },
    { fetchPolicy: "network-only" },
  );
  const t = useWords();
  if (history.nodes.length === 0) return <Empty text={t("noHistory")} />;
  return history.nodes.map((entry) => <Changes key={entry.id} entry={entry} />);
}
