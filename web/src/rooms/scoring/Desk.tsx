import { HomeOutlined } from "@ant-design/icons";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, Navigate, Outlet, useLocation } from "react-router";
import { chooseLanguage, currentLanguage } from "../../i18n";
import { useWords } from "../../i18n/useWords";
import { Frame } from "../../ui/Frame";
import type { DeskQuery } from "../../__generated__/DeskQuery.graphql";
import "./desk.css";

/** The frame of the judge's pages: light, for a phone. */
export function Desk() {
  return (
    <Frame>
      <SignedIn />
    </Frame>
  );
}

function SignedIn() {
  const { viewer } = useLazyLoadQuery<DeskQuery>(
    graphql`
      query DeskQuery {
        viewer {
          id
          name
        }
      }
    `,
    {},
    { fetchPolicy: "store-or-network" },
  );
  const { pathname } = useLocation();
  const t = useWords("scoring");
  if (!viewer) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname)}`} replace />;
  const other = currentLanguage() === "zh" ? "en" : "zh";
  return (
    <div className="desk">
      <header className="desk-head">
        <Link to="/desk" className="desk-brand">
          <img src="/bridge.svg" alt="" width={26} height={26} />
          {t("desk.title")}
        </Link>
        <span className="desk-who">{viewer.name}</span>
        <button type="button" className="desk-plain" onClick={() => void chooseLanguage(other)} lang={other}>
          {other === "zh" ? "中文" : "EN"}
        </button>
        <Link to="/" className="desk-plain" aria-label={t("toHome")}>
          <HomeOutlined />
        </Link>
      </header>
      <main className="desk-main">
        <Frame key={pathname}>
          <Outlet />
        </Frame>
      </main>
    </div>
  );
}
