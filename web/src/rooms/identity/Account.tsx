import { Tabs } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useSearchParams } from "react-router";
import { useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import type { AccountQuery } from "../../__generated__/AccountQuery.graphql";
import { Delegations } from "./Delegations";
import { Leaving } from "./Leaving";
import { Profile } from "./Profile";
import { Security } from "./Security";
import { Tokens } from "./Tokens";
import "./identity.css";

const query = graphql`
  query AccountQuery {
    viewer {
      id
      ...Profile_account
      ...Security_account
      ...Tokens_account
      ...Delegations_account
      ...Leaving_account
    }
    ...Delegations_query
  }
`;

/** The person's own account, part by part. */
export function Account() {
  const data = useLazyLoadQuery<AccountQuery>(query, {}, { fetchPolicy: "store-and-network" });
  const [search, setSearch] = useSearchParams();
  const t = useWords("identity");
  const { viewer } = data;
  if (!viewer) return <NotFound />;
  return (
    <Page title={t("account.title")}>
      <Tabs
        activeKey={search.get("part") ?? "profile"}
        onChange={(part) => setSearch({ part }, { replace: true })}
        destroyOnHidden
        items={[
          { key: "profile", label: t("account.profile"), children: <Profile account={viewer} /> },
          { key: "security", label: t("account.security"), children: <Security account={viewer} /> },
          { key: "tokens", label: t("account.tokens"), children: <Tokens account={viewer} /> },
          {
            key: "delegation",
            label: t("account.delegation"),
            children: <Delegations account={viewer} query={data} />,
          },
          { key: "leaving", label: t("account.leaving"), children: <Leaving account={viewer} /> },
        ]}
      />
    </Page>
  );
}
