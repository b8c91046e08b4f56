// Filling a fiche: its progress, told again at each save; on a phone, for its bénéficiaires, one part after the other.
(() => {
  "use strict";
  const etroit = matchMedia("(max-width: 700px)");
  const formulaire = () => document.querySelector("form[data-brouillon]");
  const barre = document.querySelector(".barre-fiche");
  const EN_ERREUR = ["is-invalid", "en-erreur", "question-posee[data-a-trancher]"].map((e) => `section.partie-fiche .${e}`).join();
  let etape = 0, gestes = null;

  // --- Progress --------------------------------------------------------------------------------------------------------
  document.addEventListener("brouillon:bilan", ({ detail: { avancement } }) => {
    const page = formulaire();
    page.querySelectorAll("[data-avance-total]").forEach((e) => { e.textContent = avancement.texte; });
    page.querySelectorAll("[data-avance-barre]").forEach((e) => { e.max = avancement.demandees; e.value = avancement.faites; });
    page.querySelectorAll("[data-avance-part]").forEach((e) => { e.textContent = avancement.parts[e.dataset.avancePart]; });
  });

  // --- One part after the other ----------------------------------------------------------------------------------------
  const actif = () => etroit.matches && formulaire()?.matches("[data-pas-a-pas]");
  const parties = () => [...formulaire().querySelectorAll(":scope > section.partie-fiche")];

  // The part that holds an element; -1 when it is outside them all.
  const partieDe = (element) => parties().findIndex((partie) => partie.contains(element));

  function bouton(texte, classe, vers) {
    const element = Object.assign(document.createElement("button"), { type: "button", className: `btn ${classe}`, textContent: texte });
    element.addEventListener("click", () => aller(etape + vers));
    return element;
  }

  function poserLesGestes() {
    if (gestes) return;
    gestes = document.createElement("div");
    gestes.className = "pas";
    const sommaire = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-link", textContent: "Étapes" });
    sommaire.setAttribute("aria-controls", "sommaire");
    sommaire.addEventListener("click", () => deplier(!formulaire().matches(".sommaire-ouvert")));
    gestes.append(bouton("Précédent", "btn-outline-primary", -1), sommaire, bouton("Suivant", "btn-primary", 1));
    barre.prepend(gestes);
  }

  function deplier(ouvert) {
    const page = formulaire();
    page.classList.toggle("sommaire-ouvert", ouvert);
    gestes.children[1].setAttribute("aria-expanded", ouvert);
    if (ouvert) {
      page.querySelector(".sommaire").scrollIntoView({ block: "start", behavior: "instant" });
      page.querySelector(".sommaire a").focus({ preventScroll: true });
    }
  }

  // Shows one part; the others stay in the page and are saved with it.
  function montrer(numero) {
    const page = formulaire(), toutes = parties();
    page.classList.toggle("pas-a-pas", Boolean(actif()));
    barre.classList.toggle("pas-a-pas", Boolean(actif()));
    if (!actif()) return;
    poserLesGestes();
    etape = Math.max(0, Math.min(numero, toutes.length - 1));
    toutes.forEach((partie, i) => partie.classList.toggle("etape-courante", i === etape));
    page.classList.toggle("premiere-etape", etape === 0);
    page.classList.toggle("derniere-etape", etape === toutes.length - 1);
    barre.classList.toggle("derniere-etape", etape === toutes.length - 1);
    gestes.firstChild.disabled = etape === 0;
    page.querySelectorAll(".sommaire a").forEach((lien, i) => {
      if (i === etape) lien.setAttribute("aria-current", "step");
      else lien.removeAttribute("aria-current");
    });
    deplier(false);
  }

  // The reader is taken to the heading of the part, which says where they are.
  function aller(numero) {
    montrer(numero);
    const titre = parties()[etape].querySelector("h2");
    titre.focus({ preventScroll: true });
    titre.scrollIntoView({ block: "start", behavior: "instant" });
  }

  // Before the page goes to it, an element is shown.
  function devoiler(id) {
    const element = id && (document.getElementById(id) ?? document.getElementById(`div_${id}`));
    const numero = element && actif() ? partieDe(element) : -1;
    if (numero >= 0) montrer(numero);
    return numero >= 0 ? element : null;
  }

  document.addEventListener("click", (e) => {
    const lien = e.target.closest("a[href^='#']"), element = lien && devoiler(decodeURIComponent(lien.hash.slice(1)));
    if (!element) return;
    e.preventDefault();
    if (element.matches("section")) aller(partieDe(element));
    else viser(element);
  }, true);

  function viser(element) {
    (element.matches("input, textarea, select") ? element : element.querySelector("input, textarea, select") ?? element).focus({ preventScroll: true });
    element.scrollIntoView({ block: "center", behavior: "instant" });
  }

  // As it opens: the part of the first error, of the address, of the first remark; else the first one.
  function depart() {
    const page = formulaire(), visee = decodeURIComponent(location.hash.slice(1));
    const element = visee && (document.getElementById(visee) ?? document.getElementById(`div_${visee}`));
    const premiere = element || page.querySelector(`fieldset[autofocus], ${EN_ERREUR}`);
    const numero = premiere ? partieDe(premiere) : 0;
    montrer(Math.max(numero, 0));
    if (element && numero >= 0 && actif()) {
      if (element.matches("section")) aller(numero);
      else viser(element);
    }
  }

  // The server has drawn the form again: the same part, or that of the first error.
  document.addEventListener("brouillon:recu", () => {
    const erreur = formulaire().querySelector("[data-erreurs]") && formulaire().querySelector(EN_ERREUR);
    montrer(erreur ? partieDe(erreur) : etape);
  });
  etroit.addEventListener("change", () => montrer(etape));
  document.addEventListener("DOMContentLoaded", depart);
})();
