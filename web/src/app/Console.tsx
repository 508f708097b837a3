import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { StrictMode, useCallback, useEffect, useMemo, useState } from "react";
import { RelayEnvironmentProvider } from "react-relay";
import { RouterProvider } from "react-router/dom";
import { words } from "../i18n";
import { chooseTimeZone, chosenTimeZone } from "../i18n/times";
import { useActing } from "../ui/acting";
import { useKept } from "../ui/useKept";
import { isDark, themeOf, type Shade } from "../ui/theme";
import { Frame } from "../ui/Frame";
import { makeEnvironment } from "./environment";
import { makeRouter } from "./routes";
import { ChoicesContext } from "../ui/choices";

/** Language, look and the store of what was read, around the router. */
export function Console() {
  const [language, setLanguage] = useState(words.language);
  const [shade, setShade] = useKept<Shade>("shade", "system");
  const [systemIsDark, setSystemIsDark] = useState(() => isDark("system"));
  const [zone, setShownZone] = useState(chosenTimeZone);
  const { principalId } = useActing();
  const [environment, setEnvironment] = useState(makeEnvironment);
  const forget = useCallback(() => setEnvironment(makeEnvironment()), []);
  const [shownFor, setShownFor] = useState(principalId);
  if (shownFor !== principalId) {
    setShownFor(principalId);
    setEnvironment(makeEnvironment()); // nothing of the one is shown to the other
  }
  const [router] = useState(makeRouter);

  const setZone = useCallback((next: string | null) => {
    chooseTimeZone(next);
    setShownZone(next);
  }, []);

  useEffect(() => {
    words.on("languageChanged", setLanguage);
    return () => words.off("languageChanged", setLanguage);
  }, []);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setSystemIsDark(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);

  const dark = shade === "system" ? systemIsDark : isDark(shade);
  useEffect(() => {
    document.documentElement.dataset.shade = dark ? "dark" : "light";
  }, [dark]);
  dayjs.locale(language === "zh" ? "zh-cn" : "en");
  const choices = useMemo(() => ({ shade, setShade, zone, setZone, forget }), [shade, setShade, zone, setZone, forget]);
  return (
    <StrictMode>
      <ConfigProvider
        button={{ autoInsertSpace: false }}
        theme={themeOf(dark)}
        locale={language === "zh" ? zhCN : enUS}
      >
        <App message={{ maxCount: 3 }}>
          <ChoicesContext value={choices}>
            <RelayEnvironmentProvider environment={environment}>
              <Frame key={`${language} ${zone} ${principalId}`}>
                <RouterProvider router={router} />
              </Frame>
            </RelayEnvironmentProvider>
          </ChoicesContext>
        </App>
      </ConfigProvider>
    </StrictMode>
  );
}
