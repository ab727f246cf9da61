// The query page: the editor, and the shipped queries to begin with.
"use strict";
(async () => {
  const place = document.getElementById("editor");
  const language = place.dataset.language;
  const queries = await (await fetch("/queries")).json();
  const first = queries.find(({ name }) => "#" + name === location.hash) || queries[0];
  // Autocompletion from elsewhere would go out to a network; variables are known here.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = first.text;
  const editor = new Yasgui(place, {
    requestConfig: { endpoint: location.origin + "/sparql", method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint: location.origin + "/sparql" }] },
    copyEndpointOnNewTab: true,
    persistenceId: "fazhan",
    yasqe: { showQueryButton: true, resizeable: true, autocompleters: ["variables"] },
  });
  const show = (query) => {
    const tab = editor.addTab(true, { name: query.name });
    tab.setQuery(query.text);
    return tab;
  };
  const given = new URLSearchParams(location.hash.slice(1)).get("sparql");
  const list = document.getElementById("shipped");
  for (const query of queries) {
    const button = document.createElement("button");
    button.append(query[language]);
    button.title = query.name;
    button.addEventListener("click", () => show(query));
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
  if (given) show({ name: "SPARQL", text: given });
  else if (location.hash && first) show(first);
})();
