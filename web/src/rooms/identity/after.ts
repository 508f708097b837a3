/** Where a person was going before they had an account: kept in this browser until the mailed link is opened. */
const PLACE = "greenbridge.after";

export const isOwnAddress = (to: string | null | undefined): to is string => /^\/(?![/\\])/.test(to ?? "");

/** Whether an address is an invitation, which somebody without an account may follow. */
export const isInvitation = (to: string | null | undefined): boolean => /^\/(judge|event)-invitation#./.test(to ?? "");

export function keepAfter(to: string | null | undefined): void {
  if (isOwnAddress(to)) localStorage.setItem(PLACE, to);
}

/** Where to go now; it is forgotten. */
export function takeAfter(): string {
  const to = localStorage.getItem(PLACE);
  localStorage.removeItem(PLACE);
  return isOwnAddress(to) ? to : "/";
}
