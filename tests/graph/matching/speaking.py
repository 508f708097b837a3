"""The words in which enterprises, institutes and pools speak to the API."""

CREATE_ORGANIZATION = """
mutation ($input: CreateOrganizationInput!) {
  createOrganization(input: $input) { ... on CreateOrganizationSuccess { organization { id } } }
}
"""
_NEED = "need { id version state publishedAt indicators { name comparator target unit } private { name details } %s }"
_CANDIDATES = "candidates(first: 20) { totalCount nodes { rank fit components technologyPackage { title } } }"
_REFUSED = """
    ... on InvalidInput { faults { path code } }
    ... on NotAllowed { code }
"""
POST = f"""
mutation ($input: PostNeedInput!) {{
  postNeed(input: $input) {{ __typename ... on PostNeedSuccess {{ {_NEED % ""} }} {_REFUSED} }}
}}
"""
EDIT_NEED = f"""
mutation ($input: EditNeedInput!) {{
  editNeed(input: $input) {{
    __typename ... on EditNeedSuccess {{ {_NEED % _CANDIDATES} }} ... on Stale {{ currentVersion }} {_REFUSED}
  }}
}}
"""
PUBLISH_NEED = f"""
mutation ($input: PublishNeedInput!) {{
  publishNeed(input: $input) {{ __typename ... on PublishNeedSuccess {{ {_NEED % _CANDIDATES} }} {_REFUSED} }}
}}
"""
WITHDRAW_NEED = """
mutation ($input: WithdrawNeedInput!) {
  withdrawNeed(input: $input) {
    __typename ... on WithdrawNeedSuccess { need { state version } } ... on RuleBroken { code }
  }
}
"""
OFFER = f"""
mutation ($input: OfferPackageInput!) {{
  offerPackage(input: $input) {{
    __typename ... on OfferPackageSuccess {{ technologyPackage {{ id version state maxAdopters }} }} {_REFUSED}
  }}
}}
"""
EDIT_PACKAGE = f"""
mutation ($input: EditPackageInput!) {{
  editPackage(input: $input) {{
    __typename ... on EditPackageSuccess {{ technologyPackage {{ version maxAdopters }} }} {_REFUSED}
  }}
}}
"""
PUBLISH_PACKAGE = f"""
mutation ($input: PublishPackageInput!) {{
  publishPackage(input: $input) {{
    __typename ... on PublishPackageSuccess {{ technologyPackage {{ id version state }} }} {_REFUSED}
  }}
}}
"""
WITHDRAW_PACKAGE = """
mutation ($input: WithdrawPackageInput!) {
  withdrawPackage(input: $input) {
    __typename ... on WithdrawPackageSuccess { technologyPackage { state version } } ... on RuleBroken { code }
  }
}
"""
FIND = f"""
mutation ($input: FindCandidatesInput!) {{
  findCandidates(input: $input) {{
    __typename ... on FindCandidatesSuccess {{ need {{ {_CANDIDATES} }} }} ... on RuleBroken {{ code }}
  }}
}}
"""


def importing(what: str) -> str:
    return f"""
mutation ($input: ImportCatalogInput!) {{
  import{what}(input: $input) {{
    __typename
    ... on Import{what}Success {{ createdCount updatedCount unchangedCount }}
    ... on SheetRefused {{ sheet faultCount faults {{ row column code params {{ name value }} }} }}
    ... on NotAllowed {{ code }}
  }}
}}
"""


NEEDS = """
query ($filter: NeedFilter) {
  needs(filter: $filter, orderBy: TITLE_ASC) { totalCount nodes { title state private { name } organization { name } } }
}
"""
PACKAGES = """
query ($filter: TechnologyPackageFilter) {
  technologyPackages(filter: $filter, orderBy: TITLE_ASC) {
    totalCount
    nodes { id title maxAdopters private { details } candidates { nodes { rank need { title } } } }
  }
}
"""
START = """
mutation ($input: StartPoolRunInput!) {
  startPoolRun(input: $input) {
    __typename
    ... on StartPoolRunSuccess { solveRun { id state seed limitSeconds settings } }
    ... on RuleBroken { code }
    ... on NotAllowed { code }
    ... on InvalidInput { faults { path code } }
  }
}
"""
PLANS = """
query {
  poolPlans {
    nodes {
      id number version state value bound gap totalFit proof needCount packageCount recommendationCount missingCount
      solveRun { state }
      recommendations(first: 100) { totalCount nodes { fit need { title } technologyPackage { title } } }
      unmetNeeds { nodes { wantedCount missingCount candidateCount need { title } } }
    }
  }
}
"""
PUBLISH_PLAN = """
mutation ($input: PublishPoolPlanInput!) {
  publishPoolPlan(input: $input) {
    __typename
    ... on PublishPoolPlanSuccess { poolPlan { state version publishedAt } }
    ... on NotAllowed { code }
    ... on RuleBroken { code }
  }
}
"""
MY_RECOMMENDATIONS = """
query ($after: String) {
  recommendations(first: 100, after: $after) {
    totalCount
    nodes {
      id version state fit components isPublished
      need { id code title } technologyPackage { id code title maxAdopters } poolPlan { id proof }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
ACCEPT = """
mutation ($input: AcceptRecommendationInput!) {
  acceptRecommendation(input: $input) {
    __typename
    ... on AcceptRecommendationSuccess { recommendation { state version decidedAt } }
    ... on RuleBroken { code }
    ... on NotFound { code }
    ... on NotAllowed { code }
  }
}
"""
DECLINE = """
mutation ($input: DeclineRecommendationInput!) {
  declineRecommendation(input: $input) {
    __typename
    ... on DeclineRecommendationSuccess { recommendation { state declineReason note } }
    ... on InvalidInput { faults { path code } }
    ... on RuleBroken { code }
    ... on NotFound { code }
  }
}
"""
EXPLAIN = """
query ($plan: ID!, $package: ID!, $need: ID!) {
  explainRecommendation(poolPlanId: $plan, technologyPackageId: $package, needId: $need) {
    isRecommended fit components reasons { code params }
  }
}
"""
