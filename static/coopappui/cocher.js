// Long lists to tick (#liste > ul.a-cocher), filtered by htmx.
(() => {
  "use strict";
  const liste = () => document.querySelector("#liste .a-cocher");

  // Who is ticked stays ticked when the list is filtered again; those it does not show any more stay at its top.
  let coches = [];
  document.addEventListener("htmx:beforeSwap", () => {
    if (liste()) coches = [...liste().querySelectorAll("input:checked")].map((c) => c.closest("li"));
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (!liste()) return;
    coches.forEach((rang) => {
      const montre = liste().querySelector(`input[value="${CSS.escape(rang.querySelector("input").value)}"]`);
      if (montre) montre.checked = true; else liste().prepend(rang);
    });
  });

  // Everybody of a list at once.
  document.addEventListener("change", (e) => {
    if (!e.target.matches("[data-tout-cocher]")) return;
    document.querySelectorAll(`input[name="${e.target.dataset.toutCocher}"]`).forEach((c) => { c.checked = e.target.checked; });
  });
})();
