import { Alert, Flex, Skeleton, Typography } from "antd";
import { useEffect, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useNavigate } from "react-router";
import { timeText } from "../../i18n/times";
import { sentenceOf, useWords, wordOf } from "../../i18n/useWords";
import { useChoices } from "../../ui/choices";
import type { Refusal } from "../../ui/faults";
import { Frame } from "../../ui/Frame";
import { useGesture, type Success } from "../../ui/useGesture";
import type { InvitationAcceptMutation } from "../../__generated__/InvitationAcceptMutation.graphql";
import type { InvitationOpenMutation } from "../../__generated__/InvitationOpenMutation.graphql";
import type { InvitationSignUpMutation } from "../../__generated__/InvitationSignUpMutation.graphql";
import type { InvitationViewerQuery } from "../../__generated__/InvitationViewerQuery.graphql";
import { Door } from "./Door";
import { DoorForm } from "./DoorForm";
import { NameField, NewPasswordField } from "./fields";
import { useSecret } from "./useSecret";

/** The link of an invitation: what it is about, and how to take it up. */
export function Invitation() {
  const token = useSecret();
  return <Opened key={token} token={token} />;
}

type Offer = Success<InvitationOpenMutation>;

function Opened({ token }: { readonly token: string }) {
  const [open] = useGesture<InvitationOpenMutation>(graphql`
    mutation InvitationOpenMutation($input: OpenInvitationInput!) {
      openInvitation(input: $input) {
        __typename
        ... on OpenInvitationSuccess {
          organizationName
          email
          role
          endsAt
          hasAccount
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [offer, setOffer] = useState<Offer | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const t = useWords("identity");
  useEffect(() => {
    void open({ input: { token } }, { quiet: true }).then((outcome) => {
      setOffer(outcome.success);
      setRefusal(outcome.refusal);
    });
  }, [open, token]);
  return (
    <Door title={t("invitation.title")}>
      {refusal && (
        <Alert
          role="alert"
          type="error"
          showIcon
          title={sentenceOf(refusal.faults[0]?.code ?? refusal.code, refusal.params)}
          description={t("invitation.again")}
        />
      )}
      {!refusal && !offer && <Skeleton active />}
      {offer && (
        <>
          <Typography.Paragraph>
            {t("invitation.about", {
              organization: offer.organizationName,
              role: wordOf("MemberRole", offer.role),
              email: offer.email,
              time: timeText(offer.endsAt),
            })}
          </Typography.Paragraph>
          {offer.hasAccount ? (
            <Frame>
              <Accept offer={offer} token={token} />
            </Frame>
          ) : (
            <SignUp token={token} />
          )}
        </>
      )}
    </Door>
  );
}

function SignUp({ token }: { readonly token: string }) {
  const [signUp] = useGesture<InvitationSignUpMutation>(graphql`
    mutation InvitationSignUpMutation($input: SignUpByInvitationInput!) {
      signUpByInvitation(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { forget } = useChoices();
  const navigate = useNavigate();
  const t = useWords("identity");
  const submit = async (values: { readonly name: string; readonly password: string }) => {
    const { success, refusal } = await signUp({ input: { token, ...values } }, { quiet: true });
    if (success) {
      forget();
      await navigate("/", { replace: true });
    }
    return refusal;
  };
  return (
    <DoorForm go={t("invitation.signUp")} submit={submit}>
      <NameField autoFocus />
      <NewPasswordField />
    </DoorForm>
  );
}

function Accept({ offer, token }: { readonly offer: Offer; readonly token: string }) {
  const { viewer } = useLazyLoadQuery<InvitationViewerQuery>(
    graphql`
      query InvitationViewerQuery {
        viewer {
          id
          name
          email
        }
      }
    `,
    {},
    { fetchPolicy: "network-only" },
  );
  const [accept] = useGesture<InvitationAcceptMutation>(graphql`
    mutation InvitationAcceptMutation($input: AcceptMembershipInput!) {
      acceptMembership(input: $input) {
        __typename
        ... on AcceptMembershipSuccess {
          membership {
            organization {
              id
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { forget } = useChoices();
  const navigate = useNavigate();
  const t = useWords("identity");
  const submit = async () => {
    const { success, refusal } = await accept({ input: { token } }, { quiet: true });
    if (success) {
      forget();
      const id = success.membership?.organization?.id;
      await navigate(id ? `/organizations/${id}` : "/", { replace: true });
    }
    return refusal;
  };
  // The secret travels in the history of this tab, not in an address that servers write down.
  const back = { to: `/invitation#${token}`, email: offer.email };
  if (!viewer)
    return (
      <Flex vertical gap="small">
        <Typography.Text>{t("invitation.hasAccount", { email: offer.email })}</Typography.Text>
        <Link to="/sign-in" state={back}>
          {t("invitation.signIn")}
        </Link>
      </Flex>
    );
  return (
    <>
      <Typography.Paragraph type="secondary">
        {t("invitation.as", { name: viewer.name, email: viewer.email })}
      </Typography.Paragraph>
      <DoorForm go={t("invitation.accept")} submit={submit} />
    </>
  );
}
