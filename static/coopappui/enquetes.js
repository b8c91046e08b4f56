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
})();
