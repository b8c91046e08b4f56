// Drafts save themselves two seconds after the last key, at once after a choice. Nothing is kept in the browser.
(() => {
  "use strict";
  const PAUSE = 2000, CHOIX = 300, ESSAIS = [3000, 10000, 30000];
  const formulaire = () => document.querySelector("form[data-brouillon]");
  const etat = document.getElementById("enregistrement");
  let minuterie = 0, enCours = false, aRefaire = false, echecs = 0, saisies = 0;

  const cookie = (nom) => document.cookie.split("; ").find((c) => c.startsWith(`${nom}=`))?.slice(nom.length + 1);

  function dire(texte, alerte, ...boutons) {
    etat.replaceChildren(Object.assign(document.createElement("span"), { textContent: texte }), ...boutons);
    etat.classList.toggle("echec", Boolean(alerte));
  }

  function bouton(texte, alors) {
    const element = Object.assign(document.createElement("button"), {
      type: "button", className: "btn btn-sm btn-outline-primary", textContent: texte,
    });
    element.addEventListener("click", alors);
    return element;
  }

  function prevoir(delai) {
    clearTimeout(minuterie);
    minuterie = setTimeout(enregistrer, delai);
  }

  function echouer(raison, attendre = true) {
    dire(`Pas encore enregistré : ${raison}`, true, bouton("Réessayer", () => { echecs = 0; enregistrer(); }));
    if (attendre && echecs < ESSAIS.length) prevoir(ESSAIS[echecs++]);
  }

  async function enregistrer() {
    const page = formulaire();
    if (!page || page.dataset.envoye) return;
    if (enCours) { aRefaire = true; return; }
    clearTimeout(minuterie);
    enCours = true;
    const envoyees = saisies;
    dire("Enregistrement…");
    try {
      const reponse = await fetch(page.dataset.adresse, {
        method: "POST", body: new FormData(page), redirect: "manual", cache: "no-store",
        headers: { "X-Enregistrement": "auto", "X-CSRFToken": cookie("csrftoken") ?? "" },
        signal: AbortSignal.timeout(20000),
      });
      await recevoir(reponse, page, envoyees);
    } catch {
      echouer("le serveur ne répond pas. Votre texte est toujours là, l’enregistrement va reprendre.");
    } finally {
      enCours = false;
      if (aRefaire) { aRefaire = false; prevoir(CHOIX); }
    }
  }

  async function recevoir(reponse, page, envoyees) {
    if (reponse.type === "opaqueredirect" || reponse.status === 403) {
      const lien = Object.assign(document.createElement("a"), {
        href: document.body.dataset.connexion, target: "_blank", textContent: "Me reconnecter (nouvel onglet)",
      });
      dire("Votre session a expiré. Rien n’est perdu : reconnectez-vous, puis revenez ici.", true, lien,
        bouton("Réessayer", enregistrer));
      return;
    }
    if (reponse.status === 404) return echouer("cette fiche n’est plus accessible. Copiez ce que vous avez tapé.", false);
    if (!reponse.ok) return echouer("le serveur a rencontré une difficulté. L’enregistrement va reprendre.");
    const bilan = await reponse.json();
    echecs = 0;
    // The page may have been replaced while the answer was on its way.
    if (page.isConnected) page.elements.version.value = bilan.version;
    if (bilan.complement) remplacer(bilan.complement);
    if (bilan.erreurs.length) return dire(bilan.erreurs.join(" "), true);
    if (bilan.conflits.length) return direLeConflit(bilan.conflits[0], page);
    if (envoyees === saisies) {
      page.dispatchEvent(new CustomEvent("brouillon:enregistre", { bubbles: true }));
      const reste = bilan.a_corriger ? `, ${bilan.a_corriger} réponse${bilan.a_corriger > 1 ? "s" : ""} à corriger` : "";
      const autre = bilan.adoptes ? ". Quelqu’un d’autre écrit aussi dans cette fiche : rechargez pour voir ses réponses" : "";
      dire(`Enregistré à ${bilan.heure}${reste}${autre}`);
    }
  }

  function direLeConflit({ champ, qui }, page) {
    const auteur = qui ? `${qui} a changé` : "Quelqu’un d’autre a changé";
    dire(`${auteur} « ${champ} » en même temps que vous. Le reste est enregistré.`, true,
      bouton("Voir les deux textes", () => page.requestSubmit()));
  }

  function remplacer(html) {
    const neuf = new DOMParser().parseFromString(html, "text/html").getElementById("complement");
    const ancien = document.getElementById("complement");
    if (neuf && ancien && neuf.innerHTML !== ancien.innerHTML) ancien.replaceWith(document.adoptNode(neuf));
  }

  document.addEventListener("input", (e) => {
    const page = e.target.closest("form[data-brouillon]");
    if (!page) return;
    saisies += 1;
    prevoir(e.target.matches("select, [type=radio], [type=checkbox]") ? CHOIX : PAUSE);
  });

  // Gestures on rows: the server answers with the whole fiche; only the form is replaced, the focus goes to the row.
  document.addEventListener("submit", async (e) => {
    const page = e.target;
    if (!page.matches("form[data-brouillon]") || e.submitter?.name !== "_geste") return;
    e.preventDefault();
    e.stopImmediatePropagation();
    clearTimeout(minuterie);
    const donnees = new FormData(page, e.submitter);
    page.setAttribute("aria-busy", "true");
    try {
      const reponse = await fetch(page.dataset.adresse, {
        method: "POST", body: donnees, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(30000),
        headers: { "X-CSRFToken": cookie("csrftoken") ?? "" },
      });
      if (!reponse.ok) throw new Error(String(reponse.status));
      const recue = new DOMParser().parseFromString(await reponse.text(), "text/html").querySelector("form[data-brouillon]");
      if (!recue) throw new Error("form");
      page.replaceWith(document.adoptNode(recue));
      viser();
      dire(`Enregistré à ${new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" })}`);
    } catch {
      page.removeAttribute("aria-busy");
      dire("La ligne n’a pas pu être changée : le serveur ne répond pas. Votre texte est toujours là.", true,
        bouton("Réessayer", () => page.requestSubmit(e.submitter)));
    }
  }, true);

  function viser() {
    const erreurs = formulaire().querySelector("[data-erreurs]");
    const ligne = formulaire().querySelector("fieldset[autofocus]");
    if (erreurs) return erreurs.focus();
    ligne?.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    ligne?.scrollIntoView({ block: "center" });
  }
  document.querySelector("fieldset[autofocus]") && viser();
})();
