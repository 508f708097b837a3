// The pages behind mailed links: what follows the # is the secret, which goes nowhere but into one mutation.
const chinese = navigator.language.startsWith("zh");
const say = (zh, en) => (chinese ? zh : en);
const WORDS = { name: say("姓名", "Your name"), password: say("设置密码（至少 10 个字符）", "Choose a password (10 characters or more)"),
  go: say("确定", "Continue") };
const FAULTS = {
  LINK_NOT_FOUND: say("链接无效、已过期或已使用过。", "This link is wrong, has ended or was used already."),
  TOO_SHORT: say("密码太短，至少 10 个字符。", "The password is too short: 10 characters or more."),
  TOO_LONG: say("太长了。", "That is too long."),
  TOO_EASY: say("密码太容易猜到。", "The password is too easy to guess."),
  REQUIRED: say("请填写姓名。", "Please give a name."),
  NOT_UNIQUE: say("该邮箱已有账号，请直接登录。", "This address has an account already: sign in."),
  SIGN_IN_REQUIRED: say("请先登录，再打开此链接。", "Sign in first, then follow this link again."),
};
const WITH_PASSWORD = "($token: String!, $password: String!)";
const PAGES = {
  "/confirm": { title: say("完成注册", "Finish signing up"), fields: ["password"],
    ask: `mutation ${WITH_PASSWORD} { answer: confirmAccount(input: {token: $token, password: $password}) { REFUSED } }`,
    done: say("注册完成，您已登录。", "Done: you are signed in.") },
  "/reset": { title: say("重置密码", "Choose a new password"), fields: ["password"],
    ask: `mutation ${WITH_PASSWORD} { answer: resetPassword(input: {token: $token, password: $password}) { REFUSED } }`,
    done: say("密码已更改，请用新密码登录。", "Done: sign in with the new password.") },
  "/change-email": { title: say("确认新邮箱", "Confirm your new address"), fields: [],
    ask: "mutation ($token: String!) { answer: confirmEmailChange(input: {token: $token}) { REFUSED } }",
    done: say("邮箱已更改。", "Done: the address was changed.") },
  "/invitation": { title: say("加入组织", "An invitation"), fields: ["name", "password"],
    ask: `mutation ($token: String!, $name: String!, $password: String!) {
      answer: signUpByInvitation(input: {token: $token, name: $name, password: $password}) { REFUSED } }`,
    done: say("您已加入。", "Done: you belong to it.") },
};
const ACCEPT = "mutation ($token: String!) { answer: acceptMembership(input: {token: $token}) { REFUSED } }";
const OPEN = `mutation ($token: String!) { answer: openInvitation(input: {token: $token}) {
  ... on OpenInvitationSuccess { organizationName hasAccount } REFUSED } }`;
const REFUSED = "__typename ... on Refused { code } ... on InvalidInput { faults { path code } }";

const find = (id) => document.getElementById(id);
const token = location.hash.slice(1);
let page = PAGES[location.pathname];

async function ask(query, variables) {
  const response = await fetch("/graphql", { method: "POST", credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-GreenBridge-Client": "link" },
    body: JSON.stringify({ query: query.replace("REFUSED", REFUSED), variables }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data.answer;
}

const faultOf = (answer) => answer.faults?.[0]?.code ?? answer.code;
const tell = (text) => { find("status").textContent = text; };

function show() {
  for (const place of document.querySelectorAll("[data-words]")) place.textContent = WORDS[place.dataset.words];
  find("title").textContent = document.title = page.title;
  for (const name of ["name", "password"]) {
    find(`${name}-row`).hidden = !page.fields.includes(name);
    find(name).required = page.fields.includes(name);
  }
}

async function openInvitation() {
  const answer = await ask(OPEN, { token });
  if (!answer.organizationName) { tell(FAULTS[answer.code] ?? answer.code); find("form").hidden = true; return; }
  find("about").textContent = say(`${answer.organizationName} 邀请您加入。`, `${answer.organizationName} invites you.`);
  if (answer.hasAccount) page = { ...page, fields: [], ask: ACCEPT };
  show();
}

find("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = { token, ...Object.fromEntries(page.fields.map((name) => [name, find(name).value])) };
  try {
    const answer = await ask(page.ask, given);
    const fault = faultOf(answer);
    tell(fault ? FAULTS[fault] ?? fault : page.done);
    find("form").hidden = !fault;
    if (!fault) history.replaceState(null, "", location.pathname);
  } catch (problem) {
    tell(problem.message);
  }
});

addEventListener("hashchange", () => location.reload()); // another link was opened in the same place
show();
if (location.pathname === "/invitation") openInvitation().catch((problem) => tell(problem.message));
