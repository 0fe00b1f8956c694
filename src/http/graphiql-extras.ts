// What we add to GraphiQL's page: HTML and JavaScript for the browser, before the page's own.

/** Streams that run together. */
export const LOGO = `<svg width="28" height="28" viewBox="0 0 28 28" fill="none" stroke="#0b6e8a" stroke-width="3"
  stroke-linecap="round"><path d="M4 4c0 9 10 8 10 16v5M14 3v12M24 4c0 9-10 8-10 16" /></svg>`;

/**
 * Loaded again, GraphiQL opens a blank tab beside those that it has kept, unless the address holds the query of one: so
 * the address gets that of the tab which was open.
 */
const REOPEN = `
  const address = new URL(location.href);
  const kept = JSON.parse(localStorage.getItem("graphiql:tabState") ?? "null");
  const lastQuery = kept?.tabs?.[kept.activeTabIndex]?.query;
  if (lastQuery && !address.searchParams.has("query")) {
    address.searchParams.set("query", lastQuery);
    history.replaceState({}, "", address);
  }`;

/** GraphiQL always asks what an answer cost: it calls the page's fetch, so the page adds the header. */
export const EXPLAIN = `<script>
(() => {
  const send = window.fetch.bind(window);
  window.fetch = (url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("tributary-explain", "1");
    return send(url, { ...init, headers });
  };
${REOPEN}
})();
</script>`;

/**
 * The sandbox's role switch: a bar above the editor. A request without an Authorization header of its own carries the
 * chosen role's token; choosing another role loads the page anew, as each role has a schema of its own. A token that has
 * run out while the page was open is replaced.
 */
export const ROLE_SWITCH = `<style>
  #role-switch { box-sizing: border-box; height: 40px; display: flex; gap: 14px; align-items: center; padding: 0 16px;
    font: 14px/1.2 system-ui, sans-serif; background: #0b3d4d; color: #fff; }
  #role-switch select { font: inherit; margin-left: 4px; padding: 3px 6px; border-radius: 4px; border: 0; }
  #role-switch span { color: #b9dce6; }
  #root .graphiql-container { height: calc(100vh - 40px); }
</style>
<div id="role-switch">
  <strong>Tributary sandbox</strong>
  <label>You are <select id="role"></select></label>
  <span id="role-sees"></span>
</div>
<script>
(() => {
  const send = window.fetch.bind(window);
  const fetchTokens = () => send("/graphiql/tokens").then((reply) => reply.json());
  const chosenOf = (all) => all.find(({ role }) => role === sessionStorage.getItem("tributary-role")) ?? all.at(-1);
  let tokens = fetchTokens();

  const select = document.getElementById("role");
  tokens.then((all) => {
    const chosen = chosenOf(all);
    for (const { role } of all) select.add(new Option(role, role, false, role === chosen.role));
    document.getElementById("role-sees").textContent = chosen.sees ? "and see " + chosen.sees : "";
    select.onchange = () => {
      sessionStorage.setItem("tributary-role", select.value);
      location.reload();
    };
  });

  window.fetch = async (url, init = {}) => {
    if (new URL(url, location.href).pathname !== "/graphql") return send(url, init);
    const headers = new Headers(init.headers);
    headers.set("tributary-explain", "1");
    if (headers.has("authorization")) return send(url, { ...init, headers });
    const sendAsChosen = async () => {
      headers.set("authorization", "Bearer " + chosenOf(await tokens).token);
      return send(url, { ...init, headers });
    };
    const reply = await sendAsChosen();
    if (reply.status !== 401) return reply;
    tokens = fetchTokens();
    return sendAsChosen();
  };
${REOPEN}
})();
</script>`;
