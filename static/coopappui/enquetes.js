// A questionnaire: « si oui » questions come and go as one answers; the server decides the same when it draws the page.
(() => {
  "use strict";
  const questions = (page) => [...page.querySelectorAll("[data-question]")];

  function ajuster(page) {
    const toutes = new Map(questions(page).map((q) => [q.dataset.question, q])), deja = new Map();
    const cochees = (nom) => [...page.querySelectorAll(`[name="${nom}"]:checked`)].map((e) => e.value);
    function posee(q) {
      if (!deja.has(q)) {
        deja.set(q, false); // a loop asks nothing
        const parent = toutes.get(q.dataset.si), attendues = (q.dataset.siValeurs ?? "").split(" ");
        deja.set(q, !q.dataset.si || !parent || (posee(parent) && cochees(q.dataset.si).some((v) => attendues.includes(v))));
      }
      return deja.get(q);
    }
    toutes.forEach((q) => { q.hidden = !posee(q); });
    page.querySelectorAll("[data-rien]").forEach((mot) => {
      mot.hidden = questions(mot.closest("section")).some((q) => !q.hidden);
    });
  }

  const page = () => document.querySelector("form:has([data-question])");
  document.addEventListener("input", (e) => { if (e.target.closest("[data-question]")) ajuster(page()); });
  document.addEventListener("DOMContentLoaded", () => { if (page()) ajuster(page()); });
  // Back from another page, the browser puts back what was ticked.
  window.addEventListener("pageshow", () => { if (page()) ajuster(page()); });

  // People ticked stay ticked when the list is filtered again; those it does not show any more stay at its top.
  const coches = new Map();
  document.addEventListener("change", (e) => {
    if (!e.target.matches("#liste .a-cocher input")) return;
    if (e.target.checked) coches.set(e.target.value, e.target.closest("li")); else coches.delete(e.target.value);
  });
  document.addEventListener("htmx:afterSwap", () => {
    const liste = document.querySelector("#liste .a-cocher");
    if (!liste) return;
    coches.forEach((rang, cle) => {
      const montre = liste.querySelector(`input[value="${CSS.escape(cle)}"]`);
      if (montre) montre.checked = true; else liste.prepend(rang);
    });
  });

  // Everybody of a list at once.
  document.addEventListener("change", (e) => {
    if (!e.target.matches("[data-tout-cocher]")) return;
    document.querySelectorAll(`input[name="${e.target.dataset.toutCocher}"]`).forEach((c) => {
      if (c.checked === e.target.checked) return;
      c.checked = e.target.checked;
      c.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
})();
