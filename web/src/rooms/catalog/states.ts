/** Colors of the states of needs and packages. */
export const STATE_COLORS: Record<string, string> = {
  DRAFT: "default",
  SUBMITTED: "blue",
  DIAGNOSING: "blue",
  RETURNED: "orange",
  PUBLISHED: "green",
  MATCHING: "green",
  SIGNED: "purple",
  SOLVED: "purple",
  PROPOSED: "blue",
  ACCEPTED: "green",
};
