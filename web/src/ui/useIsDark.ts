import { useSyncExternalStore } from "react";

function subscribe(told: () => void): () => void {
  const watch = new MutationObserver(told);
  watch.observe(document.documentElement, { attributeFilter: ["data-shade"] });
  return () => watch.disconnect();
}

/** Whether the page is dark now: for what is drawn without style sheets. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, () => document.documentElement.dataset.shade === "dark");
}
