export const STATE_COLORS: Record<string, string> = {
  OPEN: "default",
  DRAFT: "blue",
  SUBMITTED: "green",
  RETURNED: "orange",
  RECUSED: "default",
};
