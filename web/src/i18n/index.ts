import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT_AS = "greenbridge.language";
type Words = Record<string, unknown>;

// One file a room and language, fetched when the room is first opened; what all rooms share stands beside this module.
const files = import.meta.glob<{ default: Words }>(["../rooms/*/words/*.json", "./*/*.json"]);

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`./${language}/${namespace}.json`] ?? files[`../rooms/${namespace}/words/${language}.json`];
    if (load === undefined) return done(new Error(`no words ${namespace} in ${language}`), null);
    load().then(
      (file) => done(null, file.default as never),
      (problem: unknown) => done(problem as Error, null),
    );
  },
};

function isLanguage(text: string | null): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** The language a person chose here, else the browser's, else Chinese. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  if (isLanguage(kept)) return kept;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh";
}

export const words = i18next.use(backend).use(initReactI18next);

export async function startWords(): Promise<void> {
  words.on("languageChanged", (language: string) => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  });
  await words.init({
    lng: firstLanguage(),
    fallbackLng: false,
    ns: ["ui", "faults", "enums"],
    defaultNS: "ui",
    fallbackNS: "ui",
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: true },
  });
}

export function currentLanguage(): Language {
  return words.language === "en" ? "en" : "zh";
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, language);
  await words.changeLanguage(language);
}
