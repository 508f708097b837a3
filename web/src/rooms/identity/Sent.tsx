import { Button, Flex, Result, Typography } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link } from "react-router";
import { useWords } from "../../i18n/useWords";
import type { SentQuery } from "../../__generated__/SentQuery.graphql";

const query = graphql`
  query SentQuery {
    entrance {
      keepsMail
    }
  }
`;

/** A link is on its way by mail. Without a mail server it waits on a page of this deployment. */
export function Sent({ email, about }: { readonly email: string; readonly about: string }) {
  const t = useWords("identity");
  const { entrance } = useLazyLoadQuery<SentQuery>(query, {}, { fetchPolicy: "store-or-network" });
  return (
    <Result
      className="door-result"
      status="success"
      title={t("sent.title", { email })}
      subTitle={about}
      extra={
        <Flex vertical gap="small">
          {entrance.keepsMail && (
            <>
              <Typography.Text type="secondary">{t("sent.kept")}</Typography.Text>
              <Button type="primary" href="/outbox" block>
                {t("sent.outbox")}
              </Button>
            </>
          )}
          <Link to="/sign-in">{t("toSignIn")}</Link>
        </Flex>
      }
    />
  );
}
