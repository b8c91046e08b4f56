// Rows of a fiche: added, duplicated, moved in the page itself, at once, with or without network; the order of the rows
// is the order of their hidden fields. Rows that others meet (a matrice, a grille) are redrawn by the server: outils.js.
(() => {
  "use strict";
  const cleNeuve = () => [...crypto.getRandomValues(new Uint8Array(5))].map((o) => o.toString(16).padStart(2, "0")).join("");
  const premier = (rang) => rang.querySelector("input:not([type=hidden]), textarea, select");
  const boutonDe = (rang, genre) => rang.querySelector(`button[value^="${genre}:"]`);

  // The same row under another key.
  function renommer(rang, ancienne, cle) {
    for (const e of [rang, ...rang.querySelectorAll("[id], [name], [for], [aria-describedby]")]) {
      for (const nom of ["id", "name", "for", "aria-describedby"]) {
        if (e.hasAttribute(nom)) e.setAttribute(nom, e.getAttribute(nom).replaceAll(`-${ancienne}`, `-${cle}`));
      }
      if (e.name === "_geste") e.value = e.value.replace(`:${ancienne}`, `:${cle}`);
      if (e.type === "hidden" && e.value === ancienne) e.value = cle;
    }
    return rang;
  }

  const cleDe = (rang) => rang.querySelector(":scope > input[type=hidden]").value;

  const gestes = {
    ajouter(section) {
      const modele = document.getElementById(`modele-${section.dataset.surPlace}`).content.firstElementChild;
      const rang = renommer(modele.cloneNode(true), "__cle__", cleNeuve());
      section.querySelector(".rangs").append(rang);
      return premier(rang);
    },
    dupliquer(section, rang) {
      const copie = rang.cloneNode(true);
      // A copy of the page's elements forgets what was chosen in lists.
      const listes = rang.querySelectorAll("select");
      copie.querySelectorAll("select").forEach((liste, i) => { liste.value = listes[i].value; });
      copie.querySelectorAll(".retirer input").forEach((i) => { i.checked = false; });
      copie.querySelectorAll("legend .pastille, .texte-autre, [data-prendre]").forEach((e) => e.remove());
      rang.after(renommer(copie, cleDe(rang), cleNeuve()));
      return premier(copie);
    },
    monter(section, rang) {
      rang.previousElementSibling?.before(rang);
      return boutonDe(rang, rang.previousElementSibling ? "monter" : "descendre");
    },
    descendre(section, rang) {
      rang.nextElementSibling?.after(rang);
      return boutonDe(rang, rang.nextElementSibling ? "descendre" : "monter");
    },
  };

  function numeroter(rangs) {
    [...rangs.children].forEach((rang, i) => {
      rang.querySelectorAll("[data-numero]").forEach((e) => { e.textContent = i + 1; });
      boutonDe(rang, "monter").hidden = i === 0;
      boutonDe(rang, "descendre").hidden = i === rangs.children.length - 1;
    });
  }

  document.addEventListener("submit", (e) => {
    const bouton = e.submitter, section = bouton?.name === "_geste" && bouton.closest("[data-sur-place]");
    if (!section) return;
    const rangs = section.querySelector(".rangs"), genre = bouton.value.split(":")[0];
    const ajoute = genre === "ajouter" || genre === "dupliquer";
    // The server says why there is no room for more.
    if (ajoute && rangs.children.length >= Number(section.dataset.maximum)) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    const haut = bouton.getBoundingClientRect().top;
    const vise = gestes[genre](section, bouton.closest(".rang"));
    numeroter(rangs);
    montrer(vise, ajoute ? null : haut);
    const place = [...rangs.children].indexOf(vise.closest(".rang")) + 1;
    document.getElementById("annonce").textContent = `${section.dataset.nom} ${place} sur ${rangs.children.length}`;
    section.dispatchEvent(new Event("input", { bubbles: true }));
  }, true);

  // The focus goes there. After a move, the page follows the button: it stays under the eyes, and under the pointer.
  function montrer(element, haut) {
    element.focus({ preventScroll: true });
    if (haut !== null) window.scrollBy({ top: element.getBoundingClientRect().top - haut, behavior: "instant" });
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  }

  // The server has redrawn the form.
  document.addEventListener("brouillon:recu", ({ detail: { geste, haut, actif } }) => {
    const page = document.querySelector("form[data-brouillon]");
    const [genre, relation, cle] = geste.split(":"), rang = cle && document.getElementById(`${relation}-${cle}`);
    const erreurs = page.querySelector("[data-erreurs]"), neuf = page.querySelector("fieldset[autofocus]");
    if (erreurs) {
      erreurs.focus();
    } else if (actif && document.getElementById(actif)) {
      document.getElementById(actif).focus({ preventScroll: true });
    } else if (rang && (genre === "monter" || genre === "descendre")) {
      const autre = genre === "monter" ? "descendre" : "monter";
      montrer([boutonDe(rang, genre), boutonDe(rang, autre)].find((b) => !b.hidden) ?? premier(rang), haut);
    } else if (neuf) {
      montrer(premier(neuf), null);
    }
  });

  // A row that names a column or a row elsewhere: its heading there follows what is typed.
  document.addEventListener("input", ({ target }) => {
    const rang = target.closest(".rang[data-intitule]");
    if (!rang || target.name !== `${rang.id}-${rang.dataset.intitule}`) return;
    const nom = target.value.trim() || rang.querySelector(".nom-rang").textContent;
    document.querySelectorAll(`[data-nom-de="${rang.id}"]`).forEach((e) => { e.textContent = nom; });
  });
})();
