import { MenuOutlined } from "@ant-design/icons";
import { Button, Drawer, Flex, Grid, Layout, Menu, type MenuProps } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, Navigate, Outlet, useLocation } from "react-router";
import { useWords } from "../i18n/useWords";
import { Frame } from "../ui/Frame";
import { GROUPS } from "../ui/room";
import { useViewer, ViewerContext } from "../ui/viewer";
import type { ShellQuery } from "../__generated__/ShellQuery.graphql";
import { AccountMenu } from "./AccountMenu";
import { ActingFor } from "./ActingFor";
import { rooms } from "./rooms";
import { ShellTools } from "./ShellTools";

const query = graphql`
  query ShellQuery {
    viewer {
      id
      name
      email
      locale
      home {
        judge {
          waitingCount
        }
      }
      memberships(first: 50) {
        nodes {
          id
          role
          organization {
            id
            name
            kind
          }
        }
      }
    }
  }
`;

/** The frame around every page of somebody who is signed in. */
export function Shell() {
  return (
    <Frame>
      <SignedIn />
    </Frame>
  );
}

function SignedIn() {
  const { viewer } = useLazyLoadQuery<ShellQuery>(query, {}, { fetchPolicy: "store-or-network" });
  const place = useLocation();
  const isWide = Grid.useBreakpoint().lg ?? true;
  const [isOpen, setOpen] = useState(false);
  const t = useWords();
  if (!viewer) {
    const to = place.pathname + place.search;
    // What follows the # is an invitation's secret: it is handed on beside the address, which servers are sent.
    return <Navigate to={`/sign-in?to=${encodeURIComponent(to)}`} state={{ to: to + place.hash }} replace />;
  }
  return (
    <ViewerContext value={viewer}>
      <a className="skip" href="#content">
        {t("skipToContent")}
      </a>
      <Layout className="shell">
        {isWide && (
          <Layout.Sider width={240} className="shell-side">
            <Brand />
            <Navigation />
          </Layout.Sider>
        )}
        <Layout>
          <Layout.Header className="shell-head">
            <Flex gap="small" align="center" justify="space-between">
              {!isWide && (
                <Button
                  type="text"
                  icon={<MenuOutlined />}
                  aria-label={t("navigation")}
                  onClick={() => setOpen(true)}
                />
              )}
              <ShellTools />
              <AccountMenu />
            </Flex>
          </Layout.Header>
          <ActingFor />
          <Layout.Content id="content" className="shell-content" role="main">
            <Frame key={place.pathname}>
              <Outlet />
            </Frame>
          </Layout.Content>
        </Layout>
      </Layout>
      {!isWide && (
        <Drawer open={isOpen} placement="left" size={264} onClose={() => setOpen(false)} title={<Brand />}>
          <Navigation chosen={() => setOpen(false)} />
        </Drawer>
      )}
    </ViewerContext>
  );
}

function Brand() {
  const t = useWords();
  return (
    <Link to="/" className="brand">
      <img src="/bridge.svg" alt="" width={28} height={28} />
      <span>{t("brand")}</span>
    </Link>
  );
}

/** The page of the navigation under which an address stands: the longest path that leads there. */
export function entryOf(pathname: string, paths: readonly string[]): string | undefined {
  return paths
    .filter((path) => pathname === path || pathname.startsWith(path === "/" ? "//" : `${path}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function Navigation({ chosen }: { readonly chosen?: () => void }) {
  const { pathname } = useLocation();
  const t = useWords();
  const viewer = useViewer();
  const entries = rooms
    .flatMap(({ navigation = [] }) => navigation)
    .filter(({ shownTo }) => shownTo?.(viewer) ?? true)
    .sort((a, b) => a.order - b.order);
  const here = entryOf(
    pathname,
    entries.map(({ path }) => path),
  );
  return (
    <nav aria-label={t("navigation")}>
      <Menu
        mode="inline"
        selectedKeys={here ? [here] : []}
        onClick={chosen}
        items={GROUPS.flatMap((group): NonNullable<MenuProps["items"]> => {
          const own = entries.filter((entry) => entry.group === group);
          if (own.length === 0) return [];
          const links = own.map(({ path, label, icon }) => ({
            key: path,
            icon,
            label: <Link to={path}>{t(`rooms.${label}`)}</Link>,
          }));
          return group === "mine"
            ? links
            : [{ key: group, type: "group" as const, label: t(`groups.${group}`), children: links }];
        })}
      />
    </nav>
  );
}
