import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate, useParams } from "react-router";
import { useWords } from "../../i18n/useWords";
import { useActing } from "../../ui/acting";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { Sections } from "../../ui/Sections";
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

const PARTS = ["profile", "security", "tokens", "delegation", "leaving"] as const;

/** The person's own account, part by part. */
export function Account() {
  const data = useLazyLoadQuery<AccountQuery>(query, {}, { fetchPolicy: "store-and-network" });
  const part = useParams().part ?? PARTS[0];
  const navigate = useNavigate();
  const t = useWords("identity");
  const { viewer } = data;
  const { principalId } = useActing();
  if (principalId) return <NotFound />; // the account itself is its owner's alone
  if (!viewer || !PARTS.some((each) => each === part)) return <NotFound />;
  return (
    <Page title={t("account.title")}>
      <Sections
        active={part}
        open={(next) => void navigate(next === PARTS[0] ? "/account" : `/account/${next}`)}
        sections={[
          { key: "profile", label: t("account.profile"), children: <Profile account={viewer} /> },
          { key: "security", label: t("account.security"), children: <Security account={viewer} /> },
          { key: "tokens", label: t("account.tokens"), children: <Tokens account={viewer} /> },
          {
            key: "delegation",
            label: t("account.delegation"),
            children: <Delegations account={viewer} query={data} />,
          },
          // The notices have a page of their own, in their room.
          { key: "notices", label: t("account.notices"), children: null },
          { key: "leaving", label: t("account.leaving"), children: <Leaving account={viewer} /> },
        ]}
      />
    </Page>
  );
}
