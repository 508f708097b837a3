import { useLocation } from "react-router";

/** The secret of a mailed link: what follows the #, which no server is sent with the address. */
export const useSecret = (): string => useLocation().hash.slice(1);
