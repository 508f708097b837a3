"""The words in which an organizer and a judge speak to the API."""

CREATE_ORGANIZATION = """
mutation ($input: CreateOrganizationInput!) {
  createOrganization(input: $input) { __typename ... on CreateOrganizationSuccess { organization { id } } }
}
"""
CREATE_COMPETITION = """
mutation ($input: CreateCompetitionInput!) {
  createCompetition(input: $input) {
    __typename
    ... on CreateCompetitionSuccess { competition { id name kind timeZone organization { name } } }
    ... on NotAllowed { code }
    ... on InvalidInput { faults { path code } }
  }
}
"""
CREATE_ROUND = """
mutation ($input: CreateRoundInput!) {
  createRound(input: $input) {
    __typename
    ... on CreateRoundSuccess { round { id version state perEntry maxLoad isBlind competition { id } } }
    ... on InvalidInput { faults { path code } }
  }
}
"""
_IMPORTED = "competition { judges { totalCount } entries { totalCount } conflicts { totalCount } }"
_SHEET = "... on SheetRefused { code sheet faultCount faults { row column code params { name value } } }"


def importing(what: str) -> str:
    return f"""
mutation ($input: ImportInput!) {{
  import{what}(input: $input) {{
    __typename
    ... on Import{what}Success {{ rowCount createdCount updatedCount {_IMPORTED} }}
    {_SHEET}
  }}
}}
"""


IMPORT_SCORES = """
mutation ($input: ImportScoresInput!) {
  importScores(input: $input) {
    __typename
    ... on ImportScoresSuccess { rowCount round { id } }
    ... on SheetRefused { code faultCount faults { row column code } }
  }
}
"""
START = """
mutation ($input: StartAssignmentInput!) {
  startAssignment(input: $input) {
    __typename
    ... on StartAssignmentSuccess { solveRun { id state seed settings } }
    ... on RuleBroken { code params { name value } }
    ... on NotFound { code }
    ... on InvalidInput { faults { path code } }
  }
}
"""
WATCH = """
subscription ($id: ID!) {
  solveRun(id: $id) {
    state phase value bound gap totalFit totalBound proof seconds attemptCount failureCode finishedAt pairCount
    shortage { code demands supplies missingUnits unitsRequired unitsAvailable mends }
  }
}
"""
CANCEL = """
mutation ($input: CancelSolveRunInput!) {
  cancelSolveRun(input: $input) {
    __typename
    ... on CancelSolveRunSuccess { solveRun { state cancelRequestedAt } }
    ... on NotFound { code }
    ... on RuleBroken { code }
  }
}
"""
PLANS = """
query ($id: ID!) {
  round(id: $id) {
    state
    plans(first: 5) {
      nodes { id number version state value bound gap proof totalFit missingCount solveRun { id problemDigest } }
    }
  }
}
"""
PAIRS = """
query ($id: ID!, $after: String) {
  plan(id: $id) {
    pairs(first: 100, after: $after) {
      nodes { fit components isLocked origin judge { id code } entry { id code } }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""
EDIT = """
mutation ($input: EditPlanInput!) {
  editPlan(input: $input) {
    __typename
    ... on EditPlanSuccess {
      isApplied valueBefore value totalFit loss price
      violations { code judgeCode entryCode params }
      plan { version value editCount pairs { totalCount } }
    }
    ... on Stale { currentVersion }
    ... on NotFound { code }
    ... on InvalidInput { faults { path code } }
  }
}
"""
PUBLISH = """
mutation ($input: PublishPlanInput!) {
  publishPlan(input: $input) {
    __typename
    ... on PublishPlanSuccess { plan { state version publishedAt round { state tasks { totalCount } } } }
    ... on RuleBroken { code params { name value } }
    ... on NotFound { code }
  }
}
"""
EXPLAIN = """
query ($plan: ID!, $judge: ID!, $entry: ID!) {
  explainPair(planId: $plan, judgeId: $judge, entryId: $entry) {
    isInPlan origin isLocked fit components reasons { code params }
  }
}
"""
TASKS = """
query ($id: ID!, $after: String) {
  round(id: $id) {
    tasks(first: 100, after: $after) {
      nodes { judge { code } entry { code } }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""
INVITE = """
mutation ($input: InviteJudgeInput!) {
  inviteJudge(input: $input) { __typename ... on InviteJudgeSuccess { secret judge { isLinked } } }
}
"""
ACCEPT = """
mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    __typename
    ... on AcceptInvitationSuccess { judge { code isLinked competition { name } } }
    ... on NotFound { code }
  }
}
"""
MY_TASKS = """
{
  judgeTasks(first: 50, filter: {isMine: true}) {
    totalCount
    nodes { round { name } judge { code } entry { code title identity { organizationName } } }
  }
}
"""
