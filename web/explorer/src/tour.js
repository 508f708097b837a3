// The main job in six tabs, on the sample data: sign in, look, assign, watch, read why, publish.

const SIGN_IN = `# 1. 以示例主办方登录，然后到下一个标签页。
#    密码在启动时打印，填在下面。
#    Sign in as the sample organizer, then go on.
#    The password was printed at the start.
mutation SignIn {
  signIn(input: {
    email: "organizer@greenbridge.example"
    password: ""
  }) {
    __typename
    ... on SignInSuccess {
      account { name memberships { nodes { role organization { name } } } }
    }
    ... on NotAllowed { code }
  }
}
`;

const LOOK = `# 2. 我的大赛。复制一个轮次的 id。
#    My competitions. Copy the id of a round.
query Competitions {
  competitions {
    nodes {
      name
      entries { totalCount }
      judges { totalCount }
      conflicts { totalCount }
      rounds { nodes { id name state perEntry maxLoad } }
    }
  }
}
`;

const ASSIGN = `# 3. 填入轮次 id，开始指派；复制求解运行的 id。
#    Put in the round's id and assign; copy the id of the solve run.
mutation Assign {
  startAssignment(input: { roundId: "", settings: { seed: 1 } }) {
    __typename
    ... on StartAssignmentSuccess { solveRun { id state } }
    ... on RuleBroken { code }
  }
}
`;

const WATCH = `# 4. 填入求解运行的 id，实时观察：目标值与上界相遇即为已证明最优。
#    Put in the run's id and watch it live: where value and bound meet, the plan is proven.
subscription Watch {
  solveRun(id: "") {
    state phase totalFit totalBound gap proof seconds finishedAt
    shortage { demands supplies missingUnits mends }
  }
}
`;

const PLAN = `# 5. 方案与每一对的理由（填入轮次 id）；复制方案 id 与 version。
#    The plan, and what each pair's fit is made of (put in the round's id); copy the plan's id and version.
query Plan {
  round(id: "") {
    plans(first: 1, orderBy: NUMBER_DESC) {
      nodes {
        id version state totalFit totalBound gap proof
        pairs(first: 12) { nodes { fit components judge { name } entry { code title } } }
      }
    }
  }
}
`;

const PUBLISH = `# 6. 发布：评委从此看到自己的任务。
#    Publish: from now on judges see their tasks.
mutation Publish {
  publishPlan(input: { planId: "", version: 1 }) {
    __typename
    ... on PublishPlanSuccess { plan { state publishedAt round { tasks { totalCount } } } }
    ... on RuleBroken { code params { name value } }
    ... on Stale { currentVersion }
  }
}
`;

export const tour = [SIGN_IN, LOOK, ASSIGN, WATCH, PLAN, PUBLISH].map((query) => ({ query }));
